package dev.danmaku.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Who may import whom. The picture is in ARCHITECTURE.md. */
class ArchitectureTest {
    private static final String[] COMMON = {
        "dev.danmaku.room..",
        "dev.danmaku.job..",
        "dev.danmaku.event..",
        "dev.danmaku.registry..",
        "dev.danmaku.look..",
        "dev.danmaku.output..",
        "dev.danmaku.metric..",
        "dev.danmaku.rate..",
        "dev.danmaku.queue..",
        "dev.danmaku.config..",
        "dev.danmaku.testing.."
    };
    private static final String SIMULATOR = "dev.danmaku.simulator..";
    private static final String STORE = "dev.danmaku.store..";
    private static final String PLATFORMS = "dev.danmaku.platforms..";
    private static final String DISPATCHER = "dev.danmaku.dispatcher..";
    private static final String WORKER = "dev.danmaku.worker..";
    private static final String CONSOLE = "dev.danmaku.console..";
    private static final String STANDALONE = "dev.danmaku.standalone..";
    private static final String BENCH = "dev.danmaku.bench..";
    private static final String EVERYTHING_OF_OURS = "dev.danmaku..";

    private static JavaClasses ours;

    @BeforeAll
    static void readTheClasses() {
        ours = new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                // the same, where the build has packed them
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages("dev.danmaku");
    }

    @Test
    void everyModuleWasRead() {
        assertThat(List.of(
                        "dev.danmaku.room.RoomId",
                        "dev.danmaku.simulator.Simulator",
                        "dev.danmaku.store.EventStore",
                        "dev.danmaku.platforms.PlatformAdapter",
                        "dev.danmaku.dispatcher.Dispatcher",
                        "dev.danmaku.worker.Worker",
                        "dev.danmaku.console.Console",
                        "dev.danmaku.standalone.Main"))
                .allMatch(ours::contain);
    }

    @Test
    void commonImportsNothingOfOurs() {
        importOnly(COMMON);
    }

    @Test
    void theSimulatorImportsCommonOnly() {
        importOnly(allowed(COMMON), SIMULATOR);
    }

    @Test
    void theStoreImportsCommonOnly() {
        importOnly(allowed(COMMON), STORE);
    }

    @Test
    void platformsImportCommonOnly() {
        importOnly(allowed(COMMON), PLATFORMS);
    }

    @Test
    void theDispatcherImportsCommonOnly() {
        importOnly(allowed(COMMON), DISPATCHER);
    }

    @Test
    void theWorkerImportsPlatformsStoreAndCommonOnly() {
        importOnly(allowed(COMMON, PLATFORMS, STORE), WORKER);
    }

    @Test
    void theConsoleImportsStoreAndCommonOnly() {
        importOnly(allowed(COMMON, STORE), CONSOLE);
    }

    @Test
    void standaloneIsImportedByTheBenchAlone() {
        noClasses()
                .that()
                .resideInAPackage(EVERYTHING_OF_OURS)
                .and()
                .resideOutsideOfPackages(STANDALONE, BENCH)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(STANDALONE)
                .check(ours);
    }

    @Test
    void nothingImportsTheBench() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BENCH)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(BENCH)
                .check(ours);
    }

    @Test
    void whoSpeaksAPlatformsWireNeverSeesRegistryOrQueue() {
        noClasses()
                .that()
                .resideInAnyPackage(SIMULATOR, PLATFORMS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.danmaku.registry..", "dev.danmaku.queue..")
                .check(ours);
    }

    @Test
    void onlyTheStoreSpeaksSql() {
        noClasses()
                .that()
                .resideOutsideOfPackages(STORE, BENCH)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..", "org.sqlite..", "org.postgresql..", "com.zaxxer..")
                .check(ours);
    }

    @Test
    void theDispatcherDoesWithoutNetty() {
        noClasses()
                .that()
                .resideInAPackage(DISPATCHER)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .check(ours);
    }

    @Test
    void packagesDoNotImportEachOtherInACircle() {
        // the one class that knows every platform stands beside the interfaces that they implement
        slices().assignedFrom(new EachPackage())
                .should()
                .beFreeOfCycles()
                .ignoreDependency(name("dev.danmaku.platforms.Platforms"), alwaysTrue())
                .check(ours);
    }

    @Test
    void everyPackageIsNullMarked() {
        classes()
                .that()
                .resideInAPackage(EVERYTHING_OF_OURS)
                .and()
                .resideOutsideOfPackage("dev.danmaku..wire")
                .should(resideInANullMarkedPackage())
                .check(ours);
    }

    @Test
    void logsGoThroughOneFacade() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "org.apache.logging..")
                .check(ours);
    }

    @Test
    void nobodySleeps() {
        noClasses()
                .should(callMethod(Thread.class, "sleep", long.class))
                .orShould(callMethod(Thread.class, "sleep", java.time.Duration.class))
                .check(ours);
    }

    private static void importOnly(String[] own) {
        importOnly(own, own);
    }

    private static void importOnly(String[] allowed, String... own) {
        var target = Stream.concat(Stream.of(allowed), Stream.of(own)).toArray(String[]::new);
        noClasses()
                .that()
                .resideInAnyPackage(own)
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage(EVERYTHING_OF_OURS)
                        .and(JavaClass.Predicates.resideOutsideOfPackages(target)))
                .check(ours);
    }

    private static String[] allowed(String[] first, String... more) {
        var all = new ArrayList<>(List.of(first));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a package that is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(SimpleConditionEvent.violated(
                            type, type.getPackageName() + " is not @NullMarked"));
                }
            }
        };
    }

    private static final class EachPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "each package";
        }
    }
}

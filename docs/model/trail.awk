# Reads 'spin -t -p -g' and prints one line for each atomic step: who, where, and below it what changed.
BEGIN {
  say("state", "NONE CLAIMED QUEUED OPENING WATCHING HANDING PARKED ENDING PAUSED RESUMED")
  say("foundState", "NONE CLAIMED QUEUED OPENING WATCHING HANDING PARKED ENDING PAUSED RESUMED")
  say("slot", "FREE GRANTED OPENS JOINED")
  say("closing", "ON LOST CANCELLED ENDED TIRED ASKING PUT_BACK SETTLE LEAVING")
  say("at", "UNBORN READY GONE AT(0) AT(1)")
  say("copyAt", "UNBORN READY GONE AT(0) AT(1)")
  say("up", "RUNS FROZEN HUNG DEAD")
  say("control", "HEARS DEAF BLINK")
  say("question", "TO_ASK ASK_HOLDER UNHEARD QUESTION ANSWER_MINE ANSWER_NOT")
  say("step", "IDLE SAW MADE CONFIRMED REFUSED FOUND MISSED TO_PAUSE")
  say("holder", "0 1 NOBODY"); say("joiner", "0 1 NOBODY"); say("leaver", "0 1 NOBODY")
  split("i knows answer loser heardWord highestEpoch highestBy askedHolder askedTerm foundHolder foundState endedBy", h, " ")
  for (n in h) hidden[h[n]] = 1
}
function say(variable, words,   w, n, i) { n = split(words, w, " "); for (i = 1; i <= n; i++) name[variable, i - 1] = w[i] }
function base(variable) { sub(/\[.*/, "", variable); return variable }
# The first line of the atomic step that holds this line of a file.
function start(file, line,   text, n) {
  if (!(file in read)) { n = 0; while ((getline text < file) > 0) source[file, ++n] = text; read[file] = n }
  for (; line > 0; line--) {
    if (source[file, line] ~ /^    :: (atomic|timeout)|^    TO_BOTH/) return line
    if (source[file, line] ~ /^(proctype|inline|init)/) return 0
  }
  return 0
}
function flush(   n, v, out) {
  if (who != "") {
    out = ""
    for (n = 1; n <= changes; n++) {
      v = order[n]
      if (value[v] != before[v] && !(before[v] == "" && value[v] == 0) && !(base(v) in hidden))
        out = out (out == "" ? "" : ", ") v " = " ((base(v), value[v]) in name ? name[base(v), value[v]] : value[v])
    }
    text = source[file, line]; sub(/^ *:: (atomic \{ )?/, "", text)
    if (source[file, line] ~ /TO_BOTH/) text = "the broker delivers"
    printf "%-12s %s:%d  %s\n", who, file, line, substr(text, 1, 100)
    if (out != "") print "        " out
  }
  for (n = 1; n <= changes; n++) before[order[n]] = value[order[n]]
  changes = 0
  delete changed
}
match($0, /proc +[0-9]+ \([^)]*\) [a-z]+\.pml:[0-9]+/) {
  split(substr($0, RSTART, RLENGTH), part, /[ ():]+/)   # proc N Name 1 file.pml line
  if (part[5] ~ /^(worker|dispatcher|world)\.pml$/ && (s = start(part[5], part[6])) > 0 && (part[2] != pid || part[5] != file || s != line)) {
    flush(); pid = part[2]; file = part[5]; line = s
    who = part[3] (part[3] == "Worker" ? " " pid - 1 : "")
  }
  next
}
/^\t\t[a-zA-Z]+(\[[0-9]\])? = -?[0-9]+$/ {
  if (ended) next
  if (!($1 in changed)) { order[++changes] = $1; changed[$1] = 1 }
  value[$1] = $3
}
/^#processes|^spin: trail ends/ { ended = 1 }
END { flush() }

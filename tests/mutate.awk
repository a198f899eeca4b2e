# The mutants of C files: one small change each, of the kinds that people make by mistake.
#   awk -v seed=1 -f tests/mutate.awk FILE.c ...
# One line a mutant: KEY FILE LINE OFFSET LENGTH KIND OLD NEW, apart by tabs; OFFSET and LENGTH are the bytes of FILE that
# NEW replaces. KEY is a number drawn with the seed: the mutants with the lowest keys are a simple random sample.
#
#   relation   < <= > >= == !=, the bound in or out, or the opposite
#   arithmetic + - * / between operands, and += -= *= /= ++ --
#   logic      && || and a lost !
#   condition  if (c) as if (!(c)); c ? a : b always a, or always b
#   constant   0 as 1, any other number as 0 and as itself and 1
#   statement  a call, an assignment, break or continue left out
#   return     return x as return 0
#   call       f(a, b) as f(b, a); fmin as fmax, floor as ceil and back
#
# Changed are the bodies of functions: tables of fields (bounds and help) and what a message says are left as they are. The
# house layout is taken for granted: a function's braces begin a line, an operator between operands has a space on both sides.
BEGIN {
    FS = "\n"
    other["<"] = "<= >="; other["<="] = "< >"; other[">"] = ">= <="; other[">="] = "> <"; other["=="] = "!="; other["!="] = "=="
    between["+"] = "-"; between["-"] = "+"; between["*"] = "/"; between["/"] = "*"; between["%"] = "*"
    between["+="] = "-= ="; between["-="] = "+= ="; between["*="] = "/= ="; between["/="] = "*= ="
    step["++"] = "--"; step["--"] = "++"
    logic["&&"] = "||"; logic["||"] = "&&"
    twin["fmin"] = "fmax"; twin["fmax"] = "fmin"; twin["floor"] = "ceil"; twin["ceil"] = "floor"
    n = split("return if else for while do switch case default break continue goto sizeof const static struct enum", word, " ")
    for (i = 1; i <= n; i++) keyword[word[i]] = 1
    n = split("+= -= *= /= %= |= &= ^= = ++ --", word, " ")
    for (i = 1; i <= n; i++) assigns[word[i]] = 1
    if (seed == "") seed = 1
    state = seed * 2654435 % 2147483646 + 1
}
FNR == 1 && text != "" { file_end() }
{ file = FILENAME; text = text $0 "\n" }
END { file_end() }

# ---- tokens: token[i] at offset at[i] of line line_of[i]; spaced[i]: white space before it

function tokens(   rest, at_now, line, length_of, space, piece) {
    n = 0; at_now = 0; line = 1; space = 1; rest = text
    while (rest != "") {
        if (match(rest, /^[ \t\n]+/) || match(rest, /^\/\*([^*]|\*+[^*\/])*\*+\//) || match(rest, /^\/\/[^\n]*/) ||
            (space && match(rest, /^#([^\n\\]|\\\n|\\.)*/))) {
            piece = substr(rest, 1, RLENGTH); length_of = RLENGTH; space = 1
        } else {
            if (match(rest, /^"([^"\\]|\\.)*"/) || match(rest, /^'([^'\\]|\\.)*'/) || match(rest, /^[A-Za-z_][A-Za-z_0-9]*/) ||
                match(rest, /^[0-9]+(\.[0-9]*)?([eE][-+]?[0-9]+)?[uUlLfF]*/) || match(rest, /^(<<=|>>=|\.\.\.)/) ||
                match(rest, /^(->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*\/%&|^]=)/))
                length_of = RLENGTH
            else
                length_of = 1
            piece = substr(rest, 1, length_of)
            token[++n] = piece; at[n] = at_now; line_of[n] = line; spaced[n] = space; space = 0
        }
        line += gsub(/\n/, "\n", piece); at_now += length_of; rest = substr(rest, length_of + 1)
    }
    token[n + 1] = token[n + 2] = ""; spaced[n + 1] = 1
}
function is_name(i) { return token[i] ~ /^[A-Za-z_]/ && !(token[i] in keyword) }
function is_number(i) { return token[i] ~ /^[0-9]/ }
function source(i, j) { return substr(text, at[i] + 1, at[j] + length(token[j]) - at[i]) }
# The token that closes what i opens.
function closing(i,   depth) {
    for (; i <= n; i++) {
        depth += (token[i] ~ /^[(\[{]$/) - (token[i] ~ /^[)\]}]$/)
        if (depth == 0) return i
    }
    return n
}

# ---- mutants

function emit(kind, i, j, new,   old, shown) {
    old = source(i, j); shown = new
    gsub(/[ \t\n]+/, " ", old); gsub(/[ \t\n]+/, " ", shown)
    state = state * 16807 % 2147483647
    printf "%d\t%s\t%d\t%d\t%d\t%s\t%s\t%s\n", state, file, line_of[i], at[i], length(source(i, j)), kind, old, shown
}
function each(kind, i, list,   word, k, m) {
    m = split(list, word, " ")
    for (k = 1; k <= m; k++) emit(kind, i, i, word[k])
}
function operator(i,   t) {
    t = token[i]
    if (t in step && token[i + 1] != ")") emit("arithmetic", i, i, step[t]) # a loop that runs back ends nowhere
    if (t == "!") emit("logic", i, i, "")
    if (!spaced[i] || !spaced[i + 1]) return
    if (t in other) each("relation", i, other[t])
    if (t in between) each("arithmetic", i, between[t])
    if (t in logic) emit("logic", i, i, logic[t])
    if (t == "?") { emit("condition", i, i, "|| 1 ?"); emit("condition", i, i, "&& 0 ?") }
}
function constant(i) {
    if (token[i] ~ /^0+(\.0*)?$/) { emit("constant", i, i, 1); return }
    emit("constant", i, i, 0)
    emit("constant", i, i, "(" token[i] " + 1)")
}
# A statement that assigns or calls, from token i; a declaration is none.
function statement(i,   j, acts) {
    if (token[i] == "break" || token[i] == "continue") { emit("statement", i, i + 1, ";"); return }
    if (token[i] == "return" && token[i + 1] != ";" && token[i + 1] token[i + 2] != "0;") {
        for (j = i + 1; token[j] != ";" && j < n; j++) if (token[j] ~ /^[(\[{]$/) j = closing(j)
        emit("return", i + 1, j - 1, 0)
        return
    }
    if (token[i] in keyword || is_name(i) && is_name(i + 1) || token[i + 1] == "*" || token[i] !~ /^([A-Za-z_]|[*(]$|\+\+$|--$)/) return
    for (j = i; token[j] != ";" && j < n; j++) {
        acts = acts || token[j] in assigns || token[j] == "("
        if (token[j] ~ /^[(\[{]$/) j = closing(j)
    }
    if (acts) emit("statement", i, j, ";")
}
# f(a, b), each argument without brackets of its own
function call(i,   j, comma, end) {
    end = closing(i + 1)
    for (j = i + 2; j < end; j++) {
        if (token[j] ~ /^[({]$/) return
        if (token[j] == ",") { if (comma) return; comma = j }
    }
    if (comma && source(i + 2, comma - 1) != source(comma + 1, end - 1))
        emit("call", i + 2, end - 1, source(comma + 1, end - 1) ", " source(i + 2, comma - 1))
}
function file_end(   i, inside, depth, begins) {
    tokens()
    for (i = 1; i <= n; i++) {
        begins = at[i] == 0 || substr(text, at[i], 1) == "\n"
        if (!inside) {
            if (token[i] == "{" && begins) { inside = 1; depth = 0 }
            continue
        }
        if (token[i] == "}" && begins) { inside = 0; continue }
        if (token[i] ~ /^(hr_fail|hr_bug|snprintf|faults_add|text_[a-z]+)$/) { # a message
            statement(i); i = closing(i + 1); continue
        }
        depth += (token[i] == "(") - (token[i] == ")")
        if (token[i - 1] ~ /^([;{}:]|else)$/ && depth == 0 || token[i - 1] == ")" && opens_control(i - 1)) statement(i)
        if (token[i] == "if" && token[i + 1] == "(") emit("condition", i + 1, closing(i + 1), "(!" source(i + 1, closing(i + 1)) ")")
        if (is_number(i)) constant(i)
        else if (is_name(i)) {
            if (token[i] in twin) emit("call", i, i, twin[token[i]])
            if (token[i + 1] == "(") call(i)
        } else operator(i)
    }
    text = ""
}
# Does this ) close the head of an if, for or while?
function opens_control(i,   depth) {
    for (; i > 0; i--) {
        depth += (token[i] == ")") - (token[i] == "(")
        if (depth == 0) return token[i - 1] ~ /^(if|for|while|switch)$/
    }
    return 0
}

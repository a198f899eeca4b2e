/* The characters of one file: comments out, @include in, each number, word and text checked and
 * passed on.
 *
 * libconfig 1.5 reads an integer with atoi, so anything beyond 32 bits wraps; here it is a fault,
 * whose sentence gives the same number with a decimal point. In '[ ]' libconfig wants one type, so
 * whole numbers there are passed on with ".0". */
#include "calendar.h"
#include "source.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct scan {
    struct source *out;
    const char *at, *end;
    bool line_start; /* only blanks so far on this line */
};

static const char *
here(const struct scan *self)
{
    return source_where(self->out, self->out->line);
}

static char
peek(const struct scan *self, size_t ahead)
{
    return (size_t)(self->end - self->at) > ahead ? self->at[ahead] : '\0';
}

static bool
in_array(const struct scan *self)
{
    return self->out->level[self->out->n_level - 1].bracket == '[';
}

static bool
in_brackets(const struct scan *self)
{
    const char bracket = self->out->level[self->out->n_level - 1].bracket;
    return bracket == '[' || bracket == '(';
}

/* ---- blanks and comments */

static void
scan_newline(struct scan *self)
{
    self->at += self->at[0] == '\r' && peek(self, 1) == '\n' ? 2 : 1;
    self->line_start = true;
    source_newline(self->out);
}

static bool
at_newline(const struct scan *self)
{
    return self->at < self->end && (self->at[0] == '\n' || self->at[0] == '\r');
}

static void
skip_line(struct scan *self)
{
    while (self->at < self->end && !at_newline(self))
        self->at++;
}

static void
skip_comment(struct scan *self)
{
    const char *opened = here(self);
    for (self->at += 2; self->at < self->end;) {
        if (self->at[0] == '*' && peek(self, 1) == '/') {
            self->at += 2;
            source_emit(self->out, " ", 1);
            return;
        }
        if (at_newline(self))
            scan_newline(self);
        else
            self->at++;
    }
    source_fault(self->out, opened, "this comment is never closed: '*/' is missing");
}

/* ---- text in quotes */

/* Moves over "..." and gives its length without the quotes, or SIZE_MAX when it does not end on its
 * line. */
static size_t
skip_text(struct scan *self)
{
    const char *from = ++self->at;
    while (self->at < self->end && !at_newline(self) && self->at[0] != '"')
        self->at += self->at[0] == '\\' && peek(self, 1) != '\0' && peek(self, 1) != '\n' &&
                            peek(self, 1) != '\r'
                        ? 2
                        : 1;
    if (self->at >= self->end || at_newline(self)) {
        source_fault(self->out, here(self),
                     "this text has no closing '\"' on its line (a long text is written as parts, "
                     "\"one \" \"two\", on several lines)");
        self->out->state = STATE_LOST;
        return SIZE_MAX;
    }
    return (size_t)(self->at++ - from);
}

static void
scan_quoted(struct scan *self)
{
    const char *from = self->at;
    if (skip_text(self) == SIZE_MAX)
        return;
    syntax_value(self->out, from, (size_t)(self->at - from), KIND_TEXT);
    source_emit(self->out, from, (size_t)(self->at - from));
}

static void
scan_include(struct scan *self)
{
    const char *where = here(self);
    if (!self->line_start || self->end - self->at < 8 || strncmp(self->at, "@include", 8) != 0) {
        source_fault(self->out, where,
                     "'@' begins nothing but @include \"FILE\", alone on its line");
        skip_line(self);
        return;
    }
    self->at += 8;
    while (peek(self, 0) == ' ' || peek(self, 0) == '\t')
        self->at++;
    if (peek(self, 0) != '"') {
        source_fault(self->out, where,
                     "@include wants a file name in quotes, as in @include \"shared.cfg\"");
        skip_line(self);
        return;
    }
    const char *from = self->at + 1;
    const size_t length = skip_text(self);
    if (length != SIZE_MAX)
        source_include(self->out, arena_text(self->out->arena, from, length), where);
}

/* ---- numbers */

enum form { FORM_INTEGER, FORM_LONG, FORM_HEX, FORM_FLOAT, FORM_NONE };

static size_t
digits(const char *text)
{
    return strspn(text, "0123456789");
}

static enum form
number_form(const char *text)
{
    const char *at = text + (text[0] == '-' || text[0] == '+');

    if (at[0] == '0' && (at[1] == 'x' || at[1] == 'X')) {
        const size_t n = strspn(at + 2, "0123456789abcdefABCDEF");
        at += 2 + n;
        at += strspn(at, "L");
        return n > 0 && *at == '\0' && text[0] != '-' && text[0] != '+' ? FORM_HEX : FORM_NONE;
    }
    const size_t whole = digits(at);
    at += whole;
    if (whole > 0 && *at == '\0')
        return FORM_INTEGER;
    if (whole > 0 && (strcmp(at, "L") == 0 || strcmp(at, "LL") == 0))
        return FORM_LONG;
    const bool point = *at == '.';
    const size_t part = point ? digits(at + 1) : 0;
    at += point ? 1 + part : 0;
    if (whole + part == 0)
        return FORM_NONE;
    if (*at == 'e' || *at == 'E') {
        at += 1 + (at[1] == '-' || at[1] == '+');
        const size_t power = digits(at);
        at += power;
        if (power == 0)
            return FORM_NONE;
    }
    return *at == '\0' ? FORM_FLOAT : FORM_NONE;
}

/* Something that begins like a number and is not one: says what to write, and where that is
 * certain, reads on as if it were written. */
static void
not_a_number(struct scan *self, const char *text)
{
    struct source *out = self->out;
    char *unit = NULL;
    const double value = strtod(text, &unit);
    const char *advice = "", *meant = NULL;

    if (strlen(text) == 10 && text[4] == '-' && text[7] == '-') {
        meant = arena_format(out->arena, "\"%s\"", text);
        advice = arena_format(out->arena, ": a date is written in quotes, %s", meant);
    } else if (fy_meant(text) > 0 || (strlen(text) == 7 && text[4] == '/')) {
        meant = arena_format(out->arena, "\"%s\"",
                             fy_meant(text) > 0 ? fy_name(fy_meant(text)).text : text);
        advice = arena_format(out->arena, ": a year is written in quotes, %s", meant);
    } else if (unit != text && strcmp(unit, "%") == 0) {
        meant = arena_format(out->arena, "%.12g", value / 100);
        advice = arena_format(out->arena, ": write %s", meant);
    } else if (unit != text && strcasecmp(unit, "m") == 0)
        advice = arena_format(
            out->arena, ": write %.12g where the name ends in _gbp_m, %.12g where it ends in _gbp",
            value, value * GBP_PER_GBP_M);
    else if (unit != text && strcasecmp(unit, "k") == 0)
        advice = arena_format(
            out->arena, ": write %.12g where the name ends in _gbp, %.12g where it ends in _gbp_m",
            value * 1e3, value / 1e3);
    faults_add(out->faults, here(self), "'%s' is not a number%s", text, advice);
    out->unreadable = out->unreadable || meant == NULL;
    if (meant != NULL)
        source_emit(out, meant, strlen(meant));
}

/* "58,200" in a group would read as 58 and then a stray 200. */
static size_t
thousands(const struct scan *self)
{
    const char *at = self->at + (self->at[0] == '-' || self->at[0] == '+');
    size_t n = 0, groups = 0;

    while (at + n < self->end && isdigit((unsigned char)at[n]))
        n++;
    if (n == 0 || n > 3 || in_brackets(self))
        return 0;
    while (self->end - at > (ptrdiff_t)n + 3 && at[n] == ',' && isdigit((unsigned char)at[n + 1]) &&
           isdigit((unsigned char)at[n + 2]) && isdigit((unsigned char)at[n + 3]) &&
           (self->end - at == (ptrdiff_t)n + 4 || !isdigit((unsigned char)at[n + 4]))) {
        n += 4;
        groups++;
    }
    return groups == 0 ? 0 : (size_t)(at - self->at) + n;
}

static void
scan_thousands(struct scan *self, size_t length)
{
    const char *from = self->at;
    char plain[32];
    size_t n = 0;

    self->at += length;
    for (size_t i = 0; i < length && n < sizeof plain - 1; i++)
        if (from[i] != ',')
            plain[n++] = from[i];
    plain[n] = '\0';
    const char *comma = memchr(from, ',', length);
    const bool one =
        comma != NULL && memchr(comma + 1, ',', length - (size_t)(comma - from) - 1) == NULL;
    faults_add_number(self->out->faults, here(self), strtod(plain, NULL),
                      "'%.*s' has %s: write %s%s%.*s%s%.*s", (int)length, from,
                      one ? "a comma" : "commas", plain, one ? ", or " : "",
                      one ? (int)(comma - from) : 0, from, one ? "." : "",
                      one ? (int)(from + length - comma - 1) : 0, one ? comma + 1 : from);
    while (isdigit((unsigned char)peek(self, 0)) || peek(self, 0) == '.')
        self->at++;
    syntax_value(self->out, plain, n, KIND_NUMBER);
    source_emit(self->out, plain, n);
}

static bool
fits(const char *text, enum form form)
{
    char *end = NULL;
    errno = 0;
    const long long value = strtoll(text, &end, form == FORM_HEX ? 16 : 10);
    if (errno == ERANGE)
        return false;
    return *end == 'L' || (value <= INT32_MAX && value >= INT32_MIN);
}

static void
emit_number(struct scan *self, const char *text, enum form form)
{
    const bool wraps = form != FORM_FLOAT && !fits(text, form);

    if (wraps && form == FORM_HEX)
        source_fault(self->out, here(self), "'%s' is beyond 32 bits, and would be misread", text);
    else if (wraps)
        faults_add_number(self->out->faults, here(self), strtod(text, NULL),
                          "'%s' is beyond 32 bits, and would be misread: write %.*s.0", text,
                          (int)strcspn(text, "L"), text);
    if (form == FORM_FLOAT && !isfinite(strtod(text, NULL)))
        source_fault(self->out, here(self), "'%s' is too large to be a number", text);
    source_emit(self->out, text,
                form == FORM_LONG && (wraps || in_array(self)) ? strcspn(text, "L") : strlen(text));
    if ((form == FORM_INTEGER || form == FORM_LONG) && (wraps || in_array(self)))
        source_emit(self->out, ".0", 2);
}

static size_t
number_length(const struct scan *self)
{
    const char *at = self->at + 1;
    while (at < self->end && (isalnum((unsigned char)*at) || strchr(".%/_-", *at) != NULL ||
                              (*at == '+' && (at[-1] == 'e' || at[-1] == 'E'))))
        at++;
    return (size_t)(at - self->at);
}

static void
scan_number(struct scan *self)
{
    const size_t grouped = thousands(self);
    if (grouped > 0) {
        scan_thousands(self, grouped);
        return;
    }
    const size_t length = number_length(self);
    const char *text = arena_text(self->out->arena, self->at, length);
    const enum form form = number_form(text);

    self->at += length;
    syntax_value(self->out, text, length, KIND_NUMBER);
    if (form != FORM_NONE) {
        emit_number(self, text, form);
        return;
    }
    not_a_number(self, text);
}

/* ---- words: names, and true and false */

static bool
word_is(const char *word, size_t length, const char *other)
{
    return strlen(other) == length && strncasecmp(word, other, length) == 0;
}

/* A value that is a bare word: text without quotes, or another way to say true. Reads on as if it
 * were written right. */
static void
bare_word(struct scan *self, const char *word)
{
    const char *ends = in_brackets(self) ? ",)]{}#\"" : ";{}#\"";
    while (self->at < self->end && !at_newline(self) && strchr(ends, self->at[0]) == NULL)
        self->at++;
    size_t length = (size_t)(self->at - word);
    while (length > 0 && (word[length - 1] == ' ' || word[length - 1] == '\t'))
        length--;
    const int shown = length > 60 ? 60 : (int)length;
    const bool yes = word_is(word, length, "yes") || word_is(word, length, "on");
    const bool no = word_is(word, length, "no") || word_is(word, length, "off");
    const bool nan = word_is(word, length, "nan") || word_is(word, length, "inf") ||
                     word_is(word, length, "infinity");

    if (nan)
        source_fault(self->out, here(self), "'%.*s' is not a number that can be used", shown, word);
    else if (yes || no)
        faults_add(self->out->faults, here(self), "'%.*s' is not a value: write %s", shown, word,
                   yes ? "true" : "false");
    else
        faults_add_number(self->out->faults, here(self), ADVISED_TEXT,
                          "text is written in quotes: \"%.*s\"", shown, word);
    syntax_value(self->out, word, length, yes || no ? KIND_BOOL : KIND_TEXT);
    const char *meant = yes  ? "true"
                        : no ? "false"
                             : arena_format(self->out->arena, "\"%.*s\"", (int)length, word);
    source_emit(self->out, meant, strlen(meant));
}

static void
scan_word(struct scan *self)
{
    const char *from = self->at;
    while (self->at < self->end &&
           (isalnum((unsigned char)self->at[0]) || strchr("_-*", self->at[0]) != NULL))
        self->at++;
    const size_t length = (size_t)(self->at - from);
    const bool value = self->out->state == STATE_VALUE || self->out->state == STATE_ELEMENT;

    if (value && (word_is(from, length, "true") || word_is(from, length, "false")))
        syntax_value(self->out, from, length, KIND_BOOL);
    else if (value) {
        bare_word(self, from);
        return;
    } else
        syntax_name(self->out, from, length);
    source_emit(self->out, from, length);
}

/* ---- characters that belong nowhere, most of them from a word processor */

static void
scan_other(struct scan *self)
{
    static const struct {
        const char *bytes, *advice;
        const char *meant; /* NULL: what was meant is not certain, nor is what follows */
    } known[] = {
        { "\xe2\x80\x9c", "a curly quote: write a plain \"", NULL },
        { "\xe2\x80\x9d", "a curly quote: write a plain \"", NULL },
        { "\xe2\x80\x98", "a curly quote: write a plain \"", NULL },
        { "\xe2\x80\x99", "a curly quote: write a plain \"", NULL },
        { "'", "a single quote: write \"", NULL },
        { "\xe2\x80\x93", "a long dash: write a plain -", "-" },
        { "\xe2\x88\x92", "a long minus: write a plain -", "-" },
        { "\xc2\xa3", "a pound sign: write the number alone", "" },
        { "\xc2\xa0", "a no-break space: write a plain space", " " },
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        const size_t length = strlen(known[i].bytes);
        if ((size_t)(self->end - self->at) < length ||
            memcmp(self->at, known[i].bytes, length) != 0)
            continue;
        faults_add(self->out->faults, here(self), "outside quotes there is %s", known[i].advice);
        self->at += length;
        if (known[i].meant != NULL)
            source_emit(self->out, known[i].meant, strlen(known[i].meant));
        else {
            self->out->unreadable = true;
            self->out->state = STATE_LOST;
            skip_line(self);
        }
        return;
    }
    size_t length = 1;
    while (self->at + length < self->end && ((unsigned char)self->at[length] & 0xc0) == 0x80)
        length++;
    source_fault(self->out, here(self), "'%.*s' does not belong outside quotes", (int)length,
                 self->at);
    self->at += length;
}

static void
scan_sign(struct scan *self)
{
    const char sign = *self->at++;

    if (sign == '{' || sign == '(' || sign == '[')
        syntax_open(self->out, sign);
    else if (sign == '}' || sign == ')' || sign == ']')
        syntax_close(self->out, sign);
    else
        syntax_sign(self->out, sign);
    source_emit(self->out, &sign, 1);
}

static void
scan_token(struct scan *self)
{
    const char c = self->at[0];

    if (c == '"')
        scan_quoted(self);
    else if (c == '@')
        scan_include(self);
    else if (strchr("{}()[]=:;,", c) != NULL)
        scan_sign(self);
    else if (isdigit((unsigned char)c) ||
             (strchr("+-.", c) != NULL &&
              (isdigit((unsigned char)peek(self, 1)) || peek(self, 1) == '.')))
        scan_number(self);
    else if (isalpha((unsigned char)c) || c == '*')
        scan_word(self);
    else
        scan_other(self);
    self->line_start = false;
}

void
scan_text(struct source *source, const char *text, size_t size)
{
    struct scan self = { .out = source, .at = text, .end = text + size, .line_start = true };

    while (self.at < self.end) {
        if (at_newline(&self))
            scan_newline(&self);
        else if (*self.at == ' ' || *self.at == '\t' || *self.at == '\f') {
            source_emit(source, " ", 1);
            self.at++;
        } else if (*self.at == '#' || (*self.at == '/' && peek(&self, 1) == '/'))
            skip_line(&self);
        else if (*self.at == '/' && peek(&self, 1) == '*')
            skip_comment(&self);
        else
            scan_token(&self);
    }
}

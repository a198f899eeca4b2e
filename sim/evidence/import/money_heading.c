/* Headings are made plain first: lower case, '#' for a pound sign, simple quotes and dashes. */
#define _GNU_SOURCE /* strcasestr */
#include "money_heading.h"

#include <ctype.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST = 1000 };

static void
make_plain(const char *text, char to[LONGEST])
{
    static const struct {
        const char *as, *plain;
    } SIGN[] = {
        { "\xc2\xa3", "#" },
        { "gbp", "#" },
        { "GBP", "#" },
        { "\xe2\x80\x98", "'" },
        { "\xe2\x80\x99", "'" },
        { "\xe2\x80\x93", "-" },
        { "\xe2\x80\x94", "-" },
        { "\xe2\x88\x92", "-" },
        { "\xc2\xa0", " " },
        { "minus", "(-)" },
        { "negative", "(-)" },
        { "Negative", "(-)" },
        { "positive", "+" },
        { "Positive", "+" },
        { "-ve", "(-)" },
        { "+ve", "+" },
        { "_", " " },
    };
    size_t n = 0;
    while (*text != '\0' && n + 4 < LONGEST) {
        size_t i = 0;
        while (i < sizeof SIGN / sizeof *SIGN && strncmp(text, SIGN[i].as, strlen(SIGN[i].as)) != 0)
            i++;
        if (i < sizeof SIGN / sizeof *SIGN) {
            n += (size_t)snprintf(to + n, LONGEST - n, "%s", SIGN[i].plain);
            text += strlen(SIGN[i].as);
        } else {
            to[n++] = (char)(isspace((unsigned char)*text) ? ' ' : tolower((unsigned char)*text));
            text++;
        }
    }
    to[n] = '\0';
}

/* ---- units */

struct said { /* by one text */
    double pounds;
    bool any, exact, clash, percent; /* exact: more than a bare pound sign */
};

static void
add_unit(struct said *self, double pounds)
{
    self->clash = self->clash || (self->exact && self->pounds != pounds);
    self->pounds = pounds;
    self->any = self->exact = true;
}

static bool
ends_word(char c)
{
    return !isalnum((unsigned char)c) && c != ',';
}

/* Pounds of a unit's word that the text begins with; 0: it does not. */
static double
unit_at(const char *at)
{
    static const struct {
        const char *word;
        double pounds;
    } UNIT[] = { { "000s", 1e3 },    { "'000s", 1e3 }, { "000", 1e3 },      { "'000", 1e3 },
                 { "k", 1e3 },       { "ks", 1e3 },    { "thousand", 1e3 }, { "thousands", 1e3 },
                 { "m", 1e6 },       { "mn", 1e6 },    { "million", 1e6 },  { "millions", 1e6 },
                 { "b", 1e9 },       { "bn", 1e9 },    { "billion", 1e9 },  { "billions", 1e9 },
                 { "000,000", 1e6 }, { "ms", 1e6 },    { "'m", 1e6 },       { "'k", 1e3 },
                 { "s", 1.0 },       { "'s", 1.0 } };
    for (size_t i = 0; i < sizeof UNIT / sizeof *UNIT; i++) {
        const size_t n = strlen(UNIT[i].word);
        if (strncmp(at, UNIT[i].word, n) == 0 && ends_word(at[n]))
            return UNIT[i].pounds;
    }
    return 0.0;
}

/* After a pound sign: the last of it. */
static const char *
read_pound(struct said *self, const char *at)
{
    const char *word = at + strspn(at, " ");
    if (strncmp(word, "in ", 3) == 0)
        word += 3;
    const double pounds = unit_at(word);
    if (pounds > 0.0) {
        add_unit(self, pounds);
        return word + strspn(word, "'0,");
    }
    const size_t amount = strspn(word, "0123456789.,");
    self->any = self->any || amount == 0;
    self->clash = self->clash || isalpha((unsigned char)*at) != 0; /* "£x" */
    return word + amount;
}

/* A unit without a pound sign: a word of its own, or in brackets, and not of an amount ("11
 * million"). */
static void
read_word(struct said *self, const char *text, const char *at)
{
    const char *before = at;
    while (before > text && before[-1] == ' ')
        before--;
    const char last = before > text ? before[-1] : ' ';
    if (isdigit((unsigned char)last) || last == '.' || last == '#')
        return;
    const bool alone = last == '(' && at[strcspn(at, " )")] == ')';
    const bool spelt = strncmp(at, "thousand", 8) == 0 || strncmp(at, "million", 7) == 0 ||
                       strncmp(at, "billion", 7) == 0 || strncmp(at, "'000", 4) == 0 ||
                       strncmp(at, "000s", 4) == 0;
    const double pounds = (alone && strchr("mk0'", *at) != NULL) || spelt ? unit_at(at) : 0.0;
    if (pounds > 0.0)
        add_unit(self, pounds);
    self->any = self->any || strncmp(at, "pounds", 6) == 0;
    self->percent = self->percent || strncmp(at, "per cent", 8) == 0 ||
                    strncmp(at, "percent", 7) == 0 ||
                    (strncmp(at, "pc", 2) == 0 && ends_word(at[2]));
}

static struct said
units_in(const char *heading)
{
    struct said out = { .pounds = 1.0 };
    char text[LONGEST];
    make_plain(heading, text);
    for (const char *at = text; *at != '\0';) {
        if (*at == '#') {
            at = read_pound(&out, at + 1);
            continue;
        }
        if (at == text || !isalnum((unsigned char)at[-1]))
            read_word(&out, text, at);
        out.percent =
            out.percent || (*at == '%' && (at == text || !isdigit((unsigned char)at[-1])));
        at++;
    }
    return out;
}

struct money_unit
money_unit_of(const char *heading, const char *above)
{
    const struct said own = units_in(heading), title = units_in(above);
    struct money_unit out = { .pounds = 1.0 };
    if (own.clash || (own.percent && own.any))
        out.wrong = "says no unit that is known, or two: want one, as in (\xc2\xa3), (\xc2\xa3"
                    "000), (\xc2\xa3m) or (%)";
    else if (own.percent)
        out.percent = true;
    else if (own.any && title.exact && !title.clash && title.pounds != own.pounds)
        out.wrong = "has another unit than the title above it: want the same in both, as in "
                    "(\xc2\xa3), (\xc2\xa3"
                    "000) or (\xc2\xa3m)";
    else if (own.any)
        out.pounds = own.pounds;
    else if (title.any && !title.clash)
        out.pounds = title.pounds;
    else
        out.wrong = "does not say its unit: want it in the heading, as in (\xc2\xa3), (\xc2\xa3"
                    "000) or (\xc2\xa3m)";
    return out;
}

/* ---- signs */

enum { MOST_PARTS = 24 };

struct parts {
    struct part {
        int word;  /* 1: deficit; -1: surplus; 0: a mark */
        int mark;  /* 1: +; -1: - */
        int depth; /* of brackets */
    } item[MOST_PARTS];
    size_t n;
};

/* A dash is a mark in brackets of its own; between words only where there is a + too. */
static int
mark_at(const char *text, const char *at)
{
    if (*at == '+')
        return 1;
    if (*at != '-' || (at > text && isalnum((unsigned char)at[-1])))
        return 0;
    return (at > text && at[-1] == '(' && at[1] == ')') || strchr(text, '+') != NULL ? -1 : 0;
}

static struct parts
parts_of(const char *heading)
{
    struct parts out = { .n = 0 };
    char text[LONGEST];
    int depth = 0;
    make_plain(heading, text);
    for (const char *at = text; *at != '\0' && out.n < MOST_PARTS; at++) {
        depth += (*at == '(' || *at == '[') - (*at == ')' || *at == ']');
        const struct part part = { .word = strncmp(at, "deficit", 7) == 0   ? 1
                                           : strncmp(at, "surplus", 7) == 0 ? -1
                                                                            : 0,
                                   .mark = mark_at(text, at),
                                   .depth = depth };
        if (part.word != 0 || part.mark != 0)
            out.item[out.n++] = part;
    }
    return out;
}

/* Of a mark and the word it belongs to: 1, above 0 is a deficit; 0: it belongs to none. */
static int
sign_of_mark(const struct parts *of, size_t i)
{
    const int before = i > 0 ? of->item[i - 1].word : 0,
              after = i + 1 < of->n ? of->item[i + 1].word : 0;
    const bool follow = of->item[of->n - 1].mark != 0, precede = of->item[0].mark != 0;
    const int word = before == after      ? before
                     : follow && !precede ? before
                     : precede && !follow ? after
                                          : 0;
    return word * of->item[i].mark;
}

/* The deeper in brackets is below 0. */
static int
sign_of_brackets(const struct parts *of)
{
    int deficit = -1, surplus = -1;
    for (size_t i = 0; i < of->n; i++) {
        if (of->item[i].word > 0)
            deficit = of->item[i].depth;
        else if (of->item[i].word < 0)
            surplus = of->item[i].depth;
    }
    return (surplus > deficit) - (deficit > surplus);
}

struct money_sign
money_sign_of(const char *heading)
{
    const struct parts parts = parts_of(heading);
    struct money_sign out = { .deficit = 0 };
    int n_deficit = 0, n_surplus = 0, n_mark = 0;
    bool clash = false;
    for (size_t i = 0; i < parts.n; i++) {
        n_deficit += parts.item[i].word > 0;
        n_surplus += parts.item[i].word < 0;
        if (parts.item[i].mark == 0)
            continue;
        const int sign = sign_of_mark(&parts, i);
        clash = clash || sign == 0 || (n_mark > 0 && sign != out.deficit);
        out.deficit = sign;
        n_mark++;
    }
    if (n_mark == 0 && n_deficit > 0 && n_surplus > 0)
        out.deficit = sign_of_brackets(&parts);
    else if (n_mark == 0 && n_deficit + n_surplus > 0) {
        out.deficit = n_deficit > 0 ? 1 : -1;
        out.plain = true;
        clash = n_deficit > 0 && parts.item[0].depth > 0; /* below 0, or an aside? */
    } else if (n_mark == 0 && strcasestr(heading, "balance") != NULL)
        out.deficit = -1;
    if (clash || out.deficit == 0) {
        out.deficit = 0;
        out.wrong = "does not say whether a deficit is above or below 0: want 'deficit', "
                    "'surplus/(deficit)' or 'deficit/(surplus)'";
    }
    return out;
}

/* libconfig's grammar as a walk over tokens, so that each slip gets its own sentence:
 *
 *   group  = { name ('=' | ':') value [';' | ','] }        the file itself is a group without
 *                                                          braces
 *   value  = text { text } | number | true | false | '{' group '}' | '(' [ value { ',' value } ]
 *          ')' | '[' ... ']'
 *
 * After a slip that leaves the reader in doubt about what is open (STATE_LOST) it says nothing
 * more, because it would be guessing. */
#include "source.h"

#include <string.h>

static bool
in_group(const struct source *self)
{
    const char bracket = self->level[self->n_level - 1].bracket;
    return bracket == 0 || bracket == '{';
}

static void
slip(struct source *self, const char *text)
{
    source_fault(self, source_where(self, self->line), "%s", text);
    self->state = STATE_LOST;
}

/* The last thing before a token that cannot follow it. */
static void
out_of_place(struct source *self, const char *shown, size_t length)
{
    const char *advice = "is out of place here";
    const int n = length > 40 ? 40 : (int)length;

    if (self->state == STATE_EQUALS)
        advice = "follows a name: is '=' missing?";
    else if (self->state == STATE_NAME)
        advice = "stands where the name of a value is wanted, as in name = value;";
    else if (self->state == STATE_AFTER && !in_group(self))
        advice = "follows another value: is a comma missing before it?";
    else if (self->state == STATE_AFTER)
        advice = "follows a complete value: is something missing or left over before it?";
    slip(self, arena_format(self->arena, "'%.*s' %s", n, shown, advice));
}

void
syntax_name(struct source *self, const char *name, size_t length)
{
    if (self->state == STATE_LOST)
        return;
    const bool next = self->state == STATE_NAME || (self->state == STATE_AFTER && in_group(self));
    if (!next) {
        out_of_place(self, name, length);
        return;
    }
    struct source_level *level = &self->level[self->n_level - 1];
    if (level->n_name++ == SOURCE_MAX_NAMES) {
        slip(self, arena_format(self->arena, "more than %d names in one group: is this a scenario?",
                                SOURCE_MAX_NAMES));
        return;
    }
    for (const struct source_name *old = level->name; old != NULL; old = old->next)
        if (strlen(old->text) == length && strncmp(old->text, name, length) == 0) {
            source_fault(self, source_where(self, self->line), "'%.*s' is given twice: first at %s",
                         (int)length, name, source_where(self, old->line));
            break;
        }
    struct source_name *entry = arena_zero(self->arena, 1, sizeof *entry);
    if (entry != NULL) {
        *entry = (struct source_name){ .text = arena_text(self->arena, name, length),
                                       .line = self->line,
                                       .next = level->name };
        level->name = entry;
    }
    self->state = STATE_EQUALS;
}

void
syntax_value(struct source *self, const char *shown, size_t length, enum source_kind kind)
{
    if (self->state == STATE_LOST)
        return;
    struct source_level *level = &self->level[self->n_level - 1];
    const bool array = level->bracket == '[';
    if (self->state == STATE_AFTER && self->after == KIND_TEXT && kind == KIND_TEXT && !array)
        return;
    if (self->state != STATE_VALUE && self->state != STATE_ELEMENT) {
        out_of_place(self, shown, length);
        return;
    }
    if (array && level->kind != KIND_NONE && level->kind != kind)
        source_fault(self, source_where(self, self->line),
                     "'%.*s' in a list of %s: a list in [ ] holds one kind of value", (int)length,
                     shown,
                     level->kind == KIND_NUMBER ? "numbers"
                     : level->kind == KIND_TEXT ? "texts"
                                                : "true and false");
    if (level->kind == KIND_NONE)
        level->kind = kind;
    self->state = STATE_AFTER;
    self->after = kind;
}

static void
sign_equals(struct source *self)
{
    if (self->state == STATE_EQUALS)
        self->state = STATE_VALUE;
    else
        out_of_place(self, "=", 1);
}

void
syntax_sign(struct source *self, char sign)
{
    if (self->state == STATE_LOST)
        return;
    if (sign == '=' || sign == ':') {
        sign_equals(self);
        return;
    }
    if (self->state == STATE_VALUE)
        slip(self, arena_format(self->arena, "a value is missing before '%c'", sign));
    else if (self->state != STATE_AFTER)
        slip(self,
             arena_format(self->arena, "'%c' follows no value: is there one too many?", sign));
    else if (in_group(self))
        self->state = STATE_NAME;
    else if (sign == ',')
        self->state = STATE_VALUE;
    else
        slip(self,
             "';' inside a list: write a comma between values, or is a closing bracket missing?");
}

void
syntax_open(struct source *self, char bracket)
{
    if (self->state == STATE_LOST)
        return;
    if (self->state != STATE_VALUE && self->state != STATE_ELEMENT) {
        out_of_place(self, &bracket, 1);
        return;
    }
    if (self->level[self->n_level - 1].bracket == '[') {
        slip(
            self,
            "a group or list inside '[ ]': write '( )' around them, '[ ]' holds plain values only");
        return;
    }
    if (self->n_level == SOURCE_MAX_DEPTH) {
        slip(self, arena_format(self->arena, "brackets more than %d deep", SOURCE_MAX_DEPTH - 1));
        return;
    }
    self->level[self->n_level++] = (struct source_level){ .bracket = bracket, .line = self->line };
    self->state = bracket == '{' ? STATE_NAME : STATE_ELEMENT;
}

static char
closing(char bracket)
{
    return bracket == '{' ? '}' : bracket == '(' ? ')' : ']';
}

void
syntax_close(struct source *self, char bracket)
{
    if (self->state == STATE_LOST)
        return;
    const struct source_level *level = &self->level[self->n_level - 1];
    if (level->bracket == 0)
        slip(self,
             arena_format(
                 self->arena,
                 "'%c' closes nothing: is there one too many, or was it opened in another file?",
                 bracket));
    else if (closing(level->bracket) != bracket)
        slip(self,
             arena_format(self->arena,
                          "there is '%c' where '%c' is needed, to close the '%c' opened at %s",
                          bracket, closing(level->bracket), level->bracket,
                          source_where(self, level->line)));
    else if (self->state == STATE_VALUE && level->bracket != '{')
        slip(self, arena_format(self->arena,
                                "a comma before '%c' with no value after it: take the comma away",
                                bracket));
    else if (self->state == STATE_VALUE || self->state == STATE_EQUALS)
        slip(self, arena_format(self->arena, "a value is missing before '%c'", bracket));
    else {
        self->n_level--;
        self->state = STATE_AFTER;
        self->after = KIND_NONE;
    }
}

void
syntax_finish(struct source *self, size_t depth)
{
    if (self->state == STATE_LOST)
        return;
    if (self->state == STATE_EQUALS || self->state == STATE_VALUE)
        slip(self, "the file ends where a value is wanted");
    else if (self->n_level > depth) {
        const struct source_level *level = &self->level[self->n_level - 1];
        source_fault(self, source_where(self, level->line), "'%c' is never closed: '%c' is missing",
                     level->bracket, closing(level->bracket));
        self->state = STATE_LOST;
    }
}

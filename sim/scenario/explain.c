#include "explain.h"

#include "field.h"
#include "memory_stream.h"
#include "nearest.h"
#include "option.h"
#include "paragraph.h"
#include "reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_PATH = 160, MAX_DEPTH = 8 };
struct page {
    FILE *out; /* owned, with text and size */
    char *text;
    size_t size;
    struct arena arena;
    struct faults faults;
    struct layer england;
    bool has_england;
    const char *wanted; /* borrowed; NULL: every key */
    bool by_words;      /* keys that have it as words */
    struct nearest nearest;
    size_t n_told;
};

/* ---- writing */

static const char *
given_text(struct page *self, const struct field *row, const char *path)
{
    const config_setting_t *england =
        self->has_england ? config_lookup(&self->england.config, path) : NULL;
    if (england != NULL && row->type != FIELD_GROUP)
        return arena_format(&self->arena, "Left out: England's, %s (%s).",
                            setting_value_text(&self->arena, england),
                            source_where(&self->england.source, england->line));
    if (row->type == FIELD_GROUP)
        return row->fallback == NULL ? ""
               : england == NULL     ? "May be left out as a whole."
                                     : "May be left out as a whole. Where it is given, England's "
                                       "numbers are used for the keys it leaves out.";
    if (row->fallback == NULL)
        return row >= path_fields.row && row < path_fields.row + path_fields.n_row
                   ? "Must be given, unless the rate is one number."
                   : "Must be given.";
    return row->fallback[0] == '\0' ? "May be left out."
                                    : arena_format(&self->arena, "Left out: %s.", row->fallback);
}

static void
put_key(struct page *self, const struct field *row, const char *path)
{
    char want[700];
    field_want(row, want, sizeof want);
    if (self->n_told == 0 && self->by_words)
        fprintf(self->out, "No key is called '%s'; in these it is a word.\n\n", self->wanted);
    if (self->n_told++ > 0)
        fputc('\n', self->out);
    fprintf(self->out, "%s\n", path);
    paragraph_put(self->out, 4, row->help);
    paragraph_put(self->out, 4,
                  arena_format(&self->arena, "Wants %s. %s", want, given_text(self, row, path)));
    if (row->before != NULL)
        paragraph_put(
            self->out, 4,
            arena_format(&self->arena, "In version 0.1, leaving it out meant: %s.", row->before));
    if (row->own_source)
        paragraph_put(self->out, 4,
                      "Its source is its own: it takes over none from the groups around it.");
    if (row->example != NULL)
        paragraph_put(self->out, 4,
                      arena_format(&self->arena, "Example: %s = %s;", row->key, row->example));
    if (row->table == NULL || row->type == FIELD_PATH)
        return;
    const char *keys = "Holds:";
    for (size_t i = 0; i < row->table->n_row; i++)
        keys =
            arena_format(&self->arena, "%s%s %s", keys, i == 0 ? "" : ",", row->table->row[i].key);
    paragraph_put(self->out, 4, keys);
}

/* ---- which keys */

static size_t
split(char *text, char *part[MAX_DEPTH])
{
    size_t n = 0;
    char *next = NULL;
    for (char *word = strtok_r(text, ".", &next); word != NULL && n < MAX_DEPTH;
         word = strtok_r(NULL, ".", &next))
        part[n++] = word;
    return n;
}

/* "fee_gbp" and "prices.fee_gbp" end prices.fee_gbp; "prices.independent.fee_gbp" is it with the
 * name of a list element. */
static bool
matches(const char *path, const char *name)
{
    char a[MAX_PATH], b[MAX_PATH], *row[MAX_DEPTH], *asked[MAX_DEPTH];
    if (strlen(path) >= sizeof a || strlen(name) >= sizeof b)
        return false;
    (void)snprintf(a, sizeof a, "%s", path);
    (void)snprintf(b, sizeof b, "%s", name);
    const size_t n_row = split(a, row), n_asked = split(b, asked);
    size_t same = 0;
    while (same < n_row && same < n_asked &&
           strcmp(row[n_row - 1 - same], asked[n_asked - 1 - same]) == 0)
        same++;
    if (n_asked > 0 && same == n_asked)
        return true;
    size_t i = 0;
    for (size_t k = 0; k < n_asked && i < n_row; k++)
        if (strcmp(row[i], asked[k]) == 0)
            i++;
    return n_row > 0 && n_asked > n_row && i == n_row && strcmp(row[0], asked[0]) == 0 && same > 0;
}

static bool
is_wanted(const struct page *self, const struct field *row, const char *path)
{
    if (self->by_words)
        return has_words(row->key, self->wanted);
    return self->wanted == NULL || matches(path, self->wanted);
}

static void
walk(struct page *self, const struct field_table *table, const char *path)
{
    for (size_t i = 0; i < table->n_row; i++) {
        const struct field *row = &table->row[i];
        const char *inner =
            path[0] == '\0' ? row->key : arena_format(&self->arena, "%s.%s", path, row->key);
        if (is_wanted(self, row, inner))
            put_key(self, row, inner);
        nearest_offer(&self->nearest, row->key);
        nearest_offer(&self->nearest, inner);
        /* what a yearly rate is made of is said once, at the head of the page */
        if (row->table != NULL && (row->type != FIELD_PATH || self->wanted != NULL))
            walk(self, row->table, inner);
    }
}

/* How to write things, before the keys. A line that begins with a blank is kept as it is; the
 * others are paragraphs. */
static const char *const head[] = {
    "Scenario files: how to write them",
    "A file is text: name = value; each on its line. Groups are in { }, lists of groups in ( { "
    "}, { } ), lists of numbers in [ ]. "
    "Text is in quotes. # begins a comment. @include \"other.cfg\" takes in another file, found "
    "beside this one. Names of money that "
    "end in _gbp are in pounds, those that end in _gbp_m in £ million. Financial and academic "
    "years are written \"2026/27\", dates "
    "\"2026-07-05\".",
    "An uncertain number is one of",
    "    0.07                                                  a plain number: certain",
    "    { low = 0.03; central = 0.07; high = 0.11; }          the 1-in-10, middle and 9-in-10 "
    "points",
    "    { low = 0.03; high = 0.11; }                          the same, with the middle of the "
    "two",
    "    { distribution = \"normal\"; mean = 0.0; sd = 0.01; }   also \"lognormal\": median, "
    "sd_log;",
    "                                                          \"beta\": a, b; \"pert\": min, "
    "mode, max;",
    "                                                          \"uniform\": min, max;",
    "                                                          \"discrete\": values = [ ], weights "
    "= [ ]",
    "    { value = 5.0; source = \"...\"; }                      a plain number with its source",
    "(the last also where a number must be certain), and may move with others that name the same "
    "factor: factor = \"pay\"; loading = 0.7; (-1 to 1).",
    "A yearly rate is one number, or { first = ...; long_run = ...; persistence = ...; shock_sd = "
    "...; }, each an uncertain number: it "
    "starts at first and moves toward long_run; persistence (0 when left out) is the part of the "
    "distance that is left after a year, "
    "shock_sd (0 when left out) the standard deviation of what each year adds by chance. Its "
    "yearly shocks may move with those of other rates: factor = \"demand\"; loading = 0.5; in the "
    "rate, drawn each year; a factor inside one of its uncertain numbers is drawn once a future.",
    "Any group may say source, source_date, confidence (\"good\", \"fair\" or \"weak\"), owner and "
    "note; the numbers inside inherit them. "
    "But the source of a price, a line or a block is not that of its growth: a yearly rate, and a "
    "few other numbers that say so below, "
    "have the source (with its date and confidence) that is written in them, or none.",
    NULL
};

static void
tell_head(struct page *self)
{
    for (size_t i = 0; head[i] != NULL; i++) {
        const bool kept = head[i][0] == ' ', goes_on = head[i + 1] != NULL && head[i + 1][0] == ' ';
        if (kept)
            fprintf(self->out, "%s\n", head[i]);
        else
            paragraph_put(self->out, 0, head[i]);
        if (!goes_on)
            fputc('\n', self->out);
    }
}

static int
page_init(struct page *self, const char *wanted, struct hr_err *err)
{
    *self = (struct page){ .wanted = wanted, .nearest = { .name = wanted == NULL ? "" : wanted } };
    arena_init(&self->arena);
    faults_init(&self->faults);
    source_init(&self->england.source, &self->arena, &self->faults);
    source_text(&self->england.source, "england.cfg", england_cfg_text, england_cfg_size);
    self->has_england = self->faults.n == 0 && layer_parse(&self->england, &self->faults);
    self->out = memory_stream(&self->text, &self->size);
    return self->out == NULL ? hr_fail(err, HR_ENOMEM, "no memory to explain keys") : 0;
}

/* Hands the text over, or frees it on failure. */
static int
page_finish(struct page *self, int ret, char **text, struct hr_err *err)
{
    const bool short_of_memory =
        self->arena.failed || self->faults.failed || (self->out != NULL && fclose(self->out) != 0);
    if (ret == 0 && short_of_memory)
        ret = hr_fail(err, HR_ENOMEM, "no memory to explain keys");
    if (ret == 0)
        *text = self->text;
    else
        free(self->text);
    layer_release(&self->england);
    faults_release(&self->faults);
    arena_release(&self->arena);
    return ret;
}

/* Keys of every uncertain number and of every group are said once, at the head of the page. */
static bool
is_of_head(const char *name)
{
    static const char *const always[] = { "distribution", "value", "factor", "loading" };
    for (size_t i = 0; i < sizeof always / sizeof always[0]; i++)
        if (strcmp(always[i], name) == 0)
            return true;
    for (size_t i = 0; provenance_keys[i] != NULL; i++)
        if (strcmp(provenance_keys[i], name) == 0)
            return true;
    for (const struct quantity_form *form = quantity_form; form->name != NULL; form++)
        for (size_t i = 0; form->param[i] != NULL; i++)
            if (strcmp(form->param[i], name) == 0)
                return true;
    return false;
}

static int
unknown_key(const struct page *page, const char *name, struct hr_err *err)
{
    const char *near = page->nearest.best;
    if (explains_option(name))
        return hr_fail(err, HR_EUSAGE,
                       "no key is called '%s', which is a type of options: 'headroom explain "
                       "option %s'",
                       name, name);
    return hr_fail(err, HR_EUSAGE, "no key is called '%s'%s%s%s", name,
                   near == NULL ? "" : ": did you mean '", near == NULL ? "" : near,
                   near == NULL ? "; 'headroom explain key all' lists them all" : "'?");
}

int
explain_key(const char *name, char **text, struct hr_err *err)
{
    struct page page;
    *text = NULL;
    int ret = page_init(&page, name, err);
    if (ret == 0 && is_of_head(name)) {
        tell_head(&page);
        walk(&page, &inputs_fields, "");
    } else if (ret == 0) {
        walk(&page, &inputs_fields, "");
        page.by_words = page.n_told == 0;
        if (page.by_words)
            walk(&page, &inputs_fields, "");
        if (page.n_told == 0)
            ret = unknown_key(&page, name, err);
    }
    return page_finish(&page, ret, text, err);
}

/* The first sentence of a help. */
static const char *
first_sentence(struct page *self, const char *help)
{
    const char *end = strstr(help, ". ");
    return end == NULL ? help : arena_format(&self->arena, "%.*s.", (int)(end - help), help);
}

int
explain_index(char **text, struct hr_err *err)
{
    struct page page;
    *text = NULL;
    const int ret = page_init(&page, NULL, err);
    if (ret == 0) {
        tell_head(&page);
        fputs("What a file may say ('headroom explain key NAME' says more of each, and of every "
              "key inside;\n'headroom explain key all' is the reference page of all keys):\n\n",
              page.out);
        for (size_t i = 0; i < inputs_fields.n_row; i++) {
            fprintf(page.out, "  %s\n", inputs_fields.row[i].key);
            paragraph_put(page.out, 6, first_sentence(&page, inputs_fields.row[i].help));
        }
    }
    return page_finish(&page, ret, text, err);
}

int
explain_all(char **text, struct hr_err *err)
{
    struct page page;
    *text = NULL;
    const int ret = page_init(&page, NULL, err);
    if (ret == 0) {
        tell_head(&page);
        walk(&page, &inputs_fields, "");
    }
    return page_finish(&page, ret, text, err);
}

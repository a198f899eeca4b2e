/* The source line of a chart. */
#include "chart_source.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ---- numbers and their sources */

/* group "": the whole file */
static bool
is_in(const char *path, const char *group)
{
    const size_t n = strlen(group);
    return n == 0 || (strncmp(path, group, n) == 0 && (path[n] == '.' || path[n] == '\0'));
}

/* A document says where a figure stands; these say that none does. */
static bool
is_document(const char *source)
{
    static const char *const none[] = { "judgement", "assumption", "Headroom's default",
                                        "England's default" };
    for (size_t i = 0; source != NULL && i < sizeof none / sizeof none[0]; i++)
        if (strncmp(source, none[i], strlen(none[i])) == 0)
            return false;
    return source != NULL && source[0] != '\0';
}

/* Does the source have this name as words of their own? */
static bool
has_name(const char *source, const char *name)
{
    const size_t n = strlen(name);
    for (const char *at = source; n > 0 && (at = strstr(at, name)) != NULL; at++)
        if ((at == source || !isalnum((unsigned char)at[-1])) && !isalnum((unsigned char)at[n]))
            return true;
    return false;
}

struct cited { /* a document and how many numbers of a group come from it */
    const char *text, *date;
    size_t n;
};

struct cited_list {
    struct cited *item; /* of the arena */
    size_t n;
};

static void
cite(struct cited_list *list, const char *text, const char *date)
{
    size_t i = 0;
    while (i < list->n && strcmp(list->item[i].text, text) != 0)
        i++;
    if (i == list->n)
        list->item[list->n++] = (struct cited){ .text = text, .date = "" };
    if (date != NULL && strcmp(date, list->item[i].date) > 0)
        list->item[i].date = date; /* the latest: dates are written year first */
    list->item[i].n++;
}

/* The file's documents that a source names, or the source itself. */
static void
cite_source(struct cited_list *list, const struct inputs *in, const char *source, const char *date)
{
    bool named = false;
    for (size_t i = 0; i < in->n_document; i++)
        if (has_name(source, in->document[i].name)) {
            cite(list, in->document[i].title, in->document[i].date);
            named = true;
        }
    if (!named)
        cite(list, source, date);
}

static const struct cited *
most_cited(const struct scenario *file, const char *group, struct cited_list *list)
{
    const struct cited *best = NULL;
    size_t n_quantity = 0;
    list->n = 0;
    for (size_t i = 0; i < file->n_key; i++) {
        const struct scenario_key *key = &file->key[i];
        const bool uncertain = key->row->type == FIELD_QUANTITY;
        const struct quantity *q = uncertain ? &file->inputs.quantity[++n_quantity] : NULL;
        const char *source = uncertain ? q->source : key->from.source;
        if (is_in(key->path, group) && is_document(source) &&
            strncmp(key->where, "england.cfg", strlen("england.cfg")) != 0)
            cite_source(list, &file->inputs, source,
                        uncertain ? q->source_date : key->from.source_date);
    }
    for (size_t i = 0; i < list->n; i++)
        if (best == NULL || list->item[i].n > best->n)
            best = &list->item[i];
    return best;
}

/* ---- what is said */

static const char *
say_document(const struct cited *cited, struct arena *arena)
{
    return arena_format(arena, "%s%s%s", cited->text, cited->date[0] == '\0' ? "" : ", ",
                        cited->date);
}

/* The document of each group, each once: "" where no source of theirs is a document. */
static const char *
documents_of_groups(const struct run_chart *kind, const struct scenario *file,
                    struct cited_list *list, struct arena *arena)
{
    const char *out = "", *said[CHART_FIGURES];
    size_t n_said = 0;
    for (size_t i = 0; i < CHART_FIGURES && kind->figures[i] != NULL; i++) {
        const struct cited *cited = most_cited(file, kind->figures[i], list);
        bool again = cited == NULL;
        for (size_t k = 0; !again && k < n_said; k++)
            again = strcmp(said[k], cited->text) == 0;
        if (again)
            continue;
        said[n_said++] = cited->text;
        out = arena_format(arena, "%s%s%s", out, out[0] == '\0' ? "" : "; ",
                           say_document(cited, arena));
    }
    return out;
}

/* Money is tied to the account, and that to the plans: of what a chart rests on, before the
 * document that most numbers of the whole file come from. */
static const struct cited *
document_behind(const struct run_chart *kind, const struct scenario *file, struct cited_list *list)
{
    static const char *const group[] = { "dsg", "plans", "" };
    const struct cited *cited = NULL;
    for (size_t i = chart_rests_on(kind) == RESTS_ON_MONEY ? 0 : 1;
         cited == NULL && i < sizeof group / sizeof group[0]; i++)
        cited = most_cited(file, group[i], list);
    return cited;
}

const char *
chart_documents(const struct run_chart *kind, const struct scenario *file, struct arena *arena)
{
    if (kind == NULL || file == NULL)
        return "";
    struct cited_list list = { .item = arena_zero(arena,
                                                  file->n_key * (file->inputs.n_document + 1) + 1,
                                                  sizeof *list.item) };
    if (list.item == NULL)
        return "";
    const char *out = documents_of_groups(kind, file, &list, arena);
    if (out[0] != '\0')
        return out;
    const struct cited *other = document_behind(kind, file, &list);
    return other == NULL ? "" : say_document(other, arena);
}

struct words
chart_data_date(const struct run_chart *kind, const struct inputs *in)
{
    struct day day;
    if (chart_rests_on(kind) == RESTS_ON_MONEY && words_read_day(in->position_date, &day))
        return words_day(day);
    return words_say("January %d", in->base_census);
}

const char *
chart_source_line(const struct run_chart *kind, const struct scenario *file,
                  const struct inputs *in, struct arena *arena)
{
    const char *documents = chart_documents(kind, file, arena);
    return arena_format(arena, "%s%sdata as at %s", documents, documents[0] == '\0' ? "" : "; ",
                        chart_data_date(kind, in).text);
}

enum rests_on
chart_rests_on(const struct run_chart *kind)
{
    static const char *const people[] = { "plans",    "population", "joiners", "leavers",
                                          "settings", "movers",     "pipeline" };
    for (size_t i = 0; kind != NULL && i < CHART_FIGURES && kind->figures[i] != NULL; i++) {
        bool is_people = false;
        for (size_t k = 0; k < sizeof people / sizeof people[0]; k++)
            is_people = is_people || strcmp(kind->figures[i], people[k]) == 0;
        if (!is_people)
            return RESTS_ON_MONEY;
    }
    return kind != NULL && kind->figures[0] != NULL ? RESTS_ON_CHILDREN : RESTS_ON_MONEY;
}

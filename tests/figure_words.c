#include "figure_words.h"

#include "claim.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N(list) (sizeof(list) / sizeof *(list))

static bool
is_amount(const char *text, size_t length, double gbp_m)
{
    const struct words way[] = { words_money(gbp_m), words_stated(gbp_m) };
    for (size_t i = 0; i < N(way); i++) {
        const char *const at = way[i].text + (way[i].text[0] == '-' ? 1 : 0);
        if (strlen(at) == length && strncmp(at, text, length) == 0)
            return true;
    }
    return false;
}

/* Numbers that words may speak of. */
struct amounts {
    struct {
        double value, within;
    } item[40000];
    size_t n;
};

static void
allow(struct amounts *self, double value, double within)
{
    cr_assert_lt(self->n, N(self->item));
    self->item[self->n].value = value;
    self->item[self->n++].within = within;
}

/* Of the columns whose name holds the word. */
static void
allow_table(struct amounts *self, const struct csv_in *csv, const char *word)
{
    for (size_t i = 0; i < csv->n_row * csv->n_column; i++) {
        double value, within;
        if (strstr(csv->column[i % csv->n_column], word) != NULL &&
            book_read(csv->cell[i], &value, &within))
            allow(self, value, within);
    }
}

static void
allow_json(struct amounts *self, json_t *value)
{
    const char *key;
    json_t *of;
    size_t i;
    if (json_is_number(value))
        allow(self, json_number_value(value), 0.5e-6);
    json_object_foreach(value, key, of)
    {
        allow_json(self, of);
    }
    json_array_foreach(value, i, of)
    {
        allow_json(self, of);
    }
}

static bool
is_allowed(const struct amounts *self, const char *text, size_t length)
{
    for (size_t i = 0; i < self->n; i++)
        for (int side = -1; side <= 1; side++)
            if (is_amount(text, length, self->item[i].value + side * self->item[i].within))
                return true;
    return false;
}

/* "£12.4m", "£350,000", "£1.23bn". */
static size_t
length_of_amount(const char *at)
{
    size_t n = strlen(POUND);
    n += strspn(at + n, "0123456789,.");
    while (n > 0 && (at[n - 1] == ',' || at[n - 1] == '.'))
        n--;
    n += strncmp(at + n, "bn", 2) == 0 ? 2 : at[n] == 'm' ? 1 : 0;
    return n;
}

static void
check_amounts(struct run_output *self, const char *text, const char *name,
              const struct amounts *allowed)
{
    for (const char *at = text; (at = strstr(at, POUND)) != NULL;) {
        const size_t n = length_of_amount(at);
        if (n > strlen(POUND) && !is_allowed(allowed, at, n))
            book_fault(&self->book, "%s says %.*s, which no figure of its table is: '%.60s'", name,
                       (int)n, at, at);
        at += n;
    }
}

/* Does what stands between the words and an amount say that the amount is the forecast? */
static bool
says_is(const char *from, const char *to)
{
    static const char *const not [] = { ".", "passes", "falls", "stays", "average", "range", "," };
    char between[80] = "";
    if (to - from >= (long)sizeof between)
        return false;
    (void)snprintf(between, (size_t)(to - from) + 1, "%s", from);
    for (size_t i = 0; i < N(not ); i++)
        if (strstr(between, not [i]) != NULL)
            return false;
    return true;
}

/* The amount that follows the words "central forecast" is an average. */
static void
check_central(struct run_output *self, const char *text, const char *name,
              const struct amounts *averages)
{
    static const char phrase[] = "central forecast";
    for (const char *at = text; (at = strstr(at, phrase)) != NULL; at++) {
        const char *const amount = strstr(at, POUND);
        const size_t n = amount == NULL ? 0 : length_of_amount(amount);
        if (amount != NULL && says_is(at + strlen(phrase), amount) &&
            !is_allowed(averages, amount, n))
            book_fault(&self->book, "%s calls %.*s a central forecast: '%.90s'", name, (int)n,
                       amount, at);
    }
}

/* A picture's words but for the ticks of its axes, which are amounts alone and not bold. */
static char *
words_of_picture(const char *svg)
{
    char *const out = calloc(1, strlen(svg) + 1);
    for (const char *at = svg; (at = strstr(at, "<text ")) != NULL; at++) {
        const char *const from = strchr(at, '>') + 1, *const to = strstr(from, "</text>");
        const char *const bold = strstr(at, "font-weight");
        const size_t sign = *from == '-' ? 1 : 0;
        const bool tick = strncmp(from + sign, POUND, strlen(POUND)) == 0 &&
                          (bold == NULL || bold > from) &&
                          from + sign + length_of_amount(from + sign) == to;
        if (!tick)
            (void)snprintf(out + strlen(out), (size_t)(to - from) + 1, "%s", from);
        if (!tick)
            strcat(out, " ");
    }
    return out;
}

/* A chart's text and picture against its own table, and what receipts may add. */
void
figure_check_chart(struct run_output *self, const char *name)
{
    static struct amounts allowed, averages;
    static const char *const ending[] = { ".txt", ".svg" };
    struct run_table own, receipts;
    allowed.n = averages.n = 0;
    run_table_init(&own, self, name);
    run_table_init(&receipts, self, "receipts.csv");
    allow_table(&allowed, &own.csv, "");
    allow_table(&allowed, &receipts.csv, "");
    allow_table(&averages, &own.csv, "central");
    allow_table(&averages, &own.csv, "mean");
    for (size_t i = 0; i < N(ending); i++) {
        char file[300];
        (void)snprintf(file, sizeof file, "%.*s%s", (int)(strlen(name) - strlen(".csv")), name,
                       ending[i]);
        char *const text = run_output_text(self, file);
        cr_assert_not_null(text, "%s", file);
        char *const words = i == 0 ? text : words_of_picture(text);
        check_amounts(self, words, file, &allowed);
        check_central(self, words, file, &averages);
        if (words != text)
            free(words);
        free(text);
    }
    run_table_release(&own);
    run_table_release(&receipts);
}

/* Blanks in place of line ends and of what is between < and >. */
static void
plain(char *text)
{
    bool tag = false;
    for (char *at = text; *at != '\0'; at++) {
        tag = *at == '<' || (tag && at[-1] != '>');
        if (tag || *at == '\n')
            *at = *at == '>' ? '>' : ' ';
    }
    char *to = text;
    for (const char *at = text; *at != '\0'; at++)
        if (*at != '>' && !(*at == ' ' && to > text && to[-1] == ' '))
            *to++ = *at;
    *to = '\0';
}

/* The titles of charts, a line of the paper each, speak of charts' tables. */
static void
drop_titles(char *text)
{
    for (char *at = text; (at = strstr(at, "\n- ")) != NULL;) {
        char *const end = strstr(at + 1, "\n\n");
        memset(at, ' ', (size_t)((end == NULL ? at + strlen(at) : end) - at));
    }
}

/* The report's row of a scenario. */
static void
check_page_of(struct run_output *self, size_t i, const char *page)
{
    const struct figure_key key = { self->scenario[i].id, self->last, "deficit", "central" },
                            low = { key.scenario, key.when, key.measure, "p05" },
                            high = { key.scenario, key.when, key.measure, "p95" };
    const struct words want =
        words_say("%s %s", words_deficit(book_at(&self->book, &key)).text,
                  words_range(book_at(&self->book, &low), book_at(&self->book, &high)).text);
    if (strstr(page, want.text) == NULL)
        book_fault(&self->book, "report.html has no row of '%s' with '%s'", key.scenario,
                   want.text);
}

void
figure_check_pages(struct run_output *self)
{
    static struct amounts averages, allowed;
    json_t *const root = run_output_summary(self);
    allowed.n = averages.n = 0;
    allow_json(&allowed, root);
    json_decref(root);
    struct dirent **entry = NULL;
    char path[400];
    (void)snprintf(path, sizeof path, "%s/charts", self->dir);
    const int n = scandir(path, &entry, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        char name[300];
        struct run_table table;
        (void)snprintf(name, sizeof name, "charts/%.200s", entry[i]->d_name);
        free(entry[i]);
        if (strstr(name, ".csv") == NULL)
            continue;
        run_table_init(&table, self, name);
        allow_table(&averages, &table.csv, "central");
        allow_table(&averages, &table.csv, "mean");
        run_table_release(&table);
    }
    free(entry);
    char *const paper = run_output_text(self, "paper.txt"), *const page = run_output_text(
                                                                self, "report.html");
    cr_assert(paper != NULL && page != NULL);
    drop_titles(paper);
    plain(paper);
    plain(page);
    check_amounts(self, paper, "paper.txt", &allowed);
    check_central(self, paper, "paper.txt", &averages);
    check_central(self, page, "report.html", &averages);
    check_central(self, self->said, "the terminal", &averages);
    for (size_t i = 0; i < self->n_scenario && self->n_scenario > 1; i++)
        check_page_of(self, i, page);
    free(paper);
    free(page);
}

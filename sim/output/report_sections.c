/* The questions of report.html, in the order in which a forum asks them: children first. */
#include "report_part.h"

#include "version.h"
#include "words.h"

#include <ctype.h>
#include <string.h>

/* ---- what is estimated, and what is left out */

static int
to_replace(struct page *page, bool *said, struct hr_err *err)
{
    const struct inputs *in = page->report->record->results->model->in;
    struct html *html = &page->html;
    (void)err;
    if (in->n_to_replace == 0)
        return 0;
    html_begin(html, "ul", "");
    for (size_t i = 0; i < in->n_to_replace; i++) {
        const struct to_replace_in *row = &in->to_replace[i];
        html_begin(html, "li", "");
        html_say(html, "%s%s: %s (%s).", row->absent ? "Not in the figures: " : "", row->what,
                 row->now, row->why);
        html_end(html);
    }
    html_end(html);
    *said = true;
    return 0;
}

/* ---- what the run noted */

/* Without the place in the scenario file that it begins with, "scenario.cfg:12: " or "--set: ". */
static void
note(struct html *html, const char *text)
{
    const char *end = strstr(text, ": "), *digit = end;
    while (digit != NULL && digit > text && digit[-1] >= '0' && digit[-1] <= '9')
        digit--;
    const bool numbered = digit != end && digit > text && digit[-1] == ':';
    if (end != NULL && (numbered || strncmp(text, "--set: ", 7) == 0))
        text = end + 2;
    const size_t length = strlen(text);
    const bool asks = length > 0 && text[length - 1] == '?';
    html_begin(html, "li", "");
    html_say(html, "%c%s%s", toupper((unsigned char)text[0]), length == 0 ? "" : text + 1,
             asks ? "" : ".");
    html_end(html);
}

static int
notes(struct page *page, bool *said, struct hr_err *err)
{
    const struct record *record = page->report->record;
    const struct model *model = record->results->model;
    struct html *html = &page->html;
    (void)err;
    if (model->n_note + record->n_note == 0)
        return 0;
    html_put(html, "p", "", "What the run noted:");
    html_begin(html, "ul", "");
    for (size_t i = 0; i < model->n_note; i++)
        note(html, model->note[i]);
    for (size_t i = 0; i < record->n_note; i++)
        note(html, record->note[i]);
    html_end(html);
    *said = true;
    return 0;
}

/* ---- the council table of the first year */

static size_t
rows_alike(const struct table *table, size_t first, const char *column)
{
    const size_t at = table_column(table, column);
    size_t n = 0;
    while (first + n < table->n_row &&
           strcmp(table_text(table, first + n, at), table_text(table, first, at)) == 0)
        n++;
    return n;
}

static int
council_table(struct page *page, bool *said, struct hr_err *err)
{
    struct table table;
    int ret = result_table_make(&dsg_table, page->report->from, &table, err);
    if (ret == 0 && table.n_row > 0) {
        const char *year = table_text(&table, 0, table_column(&table, "financial_year"));
        const struct words caption =
            words_say("%s%s Dedicated Schools Grant %s, " POUND " million: %s",
                      page->report->answer->mark.text, year,
                      dsg_year_is(page->report->record->results->model->in, 0),
                      page->report->answer->scenario[0].label);
        report_numbers_write(&(struct report_numbers){ .table = &table,
                                                       .caption = caption.text,
                                                       .skip = "scenario financial_year row_order",
                                                       .n = rows_alike(&table, 0, "financial_year"),
                                                       .ledger = true },
                             &page->html);
        report_paragraph(&page->html,
                         "Brackets show negative amounts. Figures may not add because of rounding. "
                         "All years and scenarios: dsg_table.csv and dsg_table.txt.");
        *said = true;
    }
    table_release(&table);
    return ret;
}

/* ---- record */

static void
item(struct html *html, const char *name, const char *text)
{
    html_put(html, "dt", "", name);
    html_put(html, "dd", "", text);
}

/* What a file holds: a table, or one of these. NULL: it is not pointed to. */
static const char *
holds(const char *name)
{
    static const char *const other[][2] = {
        { "results.xlsx", "the tables as a workbook with checks and charts" },
        { "dsg_table.txt", "the council table of every year and scenario, for paper" },
        { "summary.json", "the headline figures and sentences, for other programs" },
    };
    const struct result_table *table = tables_named(name);
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        if (strcmp(other[i][0], name) == 0)
            return other[i][1];
    return table == NULL ? NULL : table->holds;
}

static void
file(struct html *html, const char *name, const char *text)
{
    html_begin(html, "li", "");
    html_link(html, name, name);
    html_say(html, ": %s", text);
    html_end(html);
}

static void
files(struct page *page)
{
    struct html *html = &page->html;
    const struct folder *folder = page->report->record->folder;
    html_begin(html, "div", "class=\"screen\""); /* paper has no links */
    html_put(html, "h3", "", "Files next to this page");
    html_begin(html, "ul", "");
    file(html, "paper.txt", "paragraphs for a committee paper, in the words of this page");
    for (size_t i = 0; i < folder->n_file; i++)
        if (holds(folder->file[i].name) != NULL)
            file(html, folder->file[i].name, holds(folder->file[i].name));
    html_end(html);
    html_end(html);
}

static int
record(struct page *page, bool *said, struct hr_err *err)
{
    enum { SHORT_DIGEST = 12 };
    const struct record *record = page->report->record;
    struct html *html = &page->html;
    html_begin(html, "dl", "");
    item(html, "Source", page->report->source);
    item(html, "Program", "Headroom " HEADROOM_VERSION);
    item(html, "Simulated futures, seed",
         words_say("%s, %.0f", words_count(record->results->n_replicate).text,
                   record->results->model->in->seed)
             .text);
    for (size_t i = 0; i < record->n_input; i++)
        item(html, "Input",
             record->input[i].sha256[0] == '\0'
                 ? record->input[i].name
                 : words_say("%s (SHA-256 %.*s)", record->input[i].name, (int)SHORT_DIGEST,
                             record->input[i].sha256)
                       .text);
    html_end(html);
    report_paragraph(html, "The same program, inputs and seed give the same figures. The whole "
                           "record, with every setting and the hash of every file: run.json.");
    files(page);
    (void)err;
    *said = true;
    return 0;
}

/* ---- the list */

static const struct report_section section[] = {
    { .id = "children",
      .question = "How many children and young people have a plan, and where are they placed?",
      .chart = { { "10", PICTURES_FIRST }, { "06", PICTURES_ENDS }, { "14", PICTURES_LAST } } },
    { .id = "requests", .question = "How many plans come in time?", .before = report_requests },
    { .id = "beside", .question = "Is this place unusual?", .opens = ANSWER_BESIDE },
    { .id = "replace",
      .question = "What is estimated, and what is left out?",
      .before = to_replace },
    { .id = "size",
      .question = "How large could the deficit become?",
      .chart = { { "01", PICTURES_ENDS } } },
    { .id = "sure",
      .question = "How sure are we?",
      .opens = ANSWER_CHANCE,
      .chart = { { "02", PICTURES_FIRST }, { "12", PICTURES_FIRST } } },
    { .id = "growth",
      .question = "Why does the deficit grow?",
      .no_growth = "How does spending compare with the grant?",
      .chart = { { "08", PICTURES_FIRST }, { "11", PICTURES_FIRST }, { "09", PICTURES_SOME } } },
    { .id = "plans",
      .question = "Which plan, and how much better is it?",
      .opens = ANSWER_DIFFERENCE,
      .chart = { { "03", PICTURES_SOME } } },
    { .id = "options",
      .question = "What would each option do?",
      .before = report_options,
      .chart = { { "04", PICTURES_SOME }, { "15", PICTURES_SOME }, { "05", PICTURES_SOME } } },
    { .id = "places",
      .question = "Will as many new places open as are needed?",
      .before = report_places },
    { .id = "drivers",
      .question = "What drives the forecast?",
      .chart = { { "07", PICTURES_FIRST } } },
    { .id = "limits",
      .question = "What do the ranges leave out?",
      .opens = ANSWER_LIMITS,
      .after = notes },
    { .id = "past",
      .question = "How well did such forecasts do?",
      .opens = ANSWER_PAST,
      .chart = { { "13", PICTURES_SOME } },
      .after = report_past },
    { .id = "published",
      .question = "What did others say, and what came?",
      .after = report_published },
    { .id = "council",
      .question = "What does the council\xE2\x80\x99s table look like?",
      .after = council_table },
    { .id = "assumed",
      .question = "What is assumed, and who says so?",
      .after = report_assumptions },
    { .id = "record", .question = "Which run is this, and can it be done again?", .after = record },
};

const struct report_section *
report_sections(size_t *n)
{
    *n = sizeof section / sizeof *section;
    return section;
}

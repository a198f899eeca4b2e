#include "paper.h"

#include "report_part.h"
#include "version.h"

#include <string.h>

/* Characters of UTF-8: a byte 10xxxxxx continues one. */
static size_t
n_character(const char *text, size_t n_byte)
{
    size_t n = 0;
    for (size_t i = 0; i < n_byte; i++)
        n += ((unsigned char)text[i] & 0xC0u) != 0x80u;
    return n;
}

void
paper_wrap(struct text *out, const char *text, const char *first, const char *indent)
{
    size_t column = 0;
    text_add(out, "%s", first);
    for (const char *at = text + strspn(text, " \n"); *at != '\0'; at += strspn(at, " \n")) {
        const size_t length = strcspn(at, " \n"), width = n_character(at, length);
        if (column > 0 && strlen(indent) + column + 1 + width > PAPER_COLUMNS) {
            text_add(out, "\n%s", indent);
            column = 0;
        }
        text_add(out, "%s", column > 0 ? " " : "");
        text_add_bytes(out, at, length);
        column += width + (column > 0);
        at += length;
    }
    text_add(out, "\n");
}

void
paper_wrap_text(struct text *out, struct text *apart, const char *first, const char *indent)
{
    out->failed = out->failed || apart->failed;
    paper_wrap(out, apart->text == NULL ? "" : apart->text, first, indent);
    text_release(apart);
}

static void
put(struct text *out, const char *heading, const char *paragraph)
{
    if (paragraph[0] == '\0')
        return;
    text_add(out, "\n%s\n\n", heading);
    paper_wrap(out, paragraph, "", "");
}

/* Titles of the charts of one number are findings: of the first scenario, or of whatever they are
 * of. */
static void
put_titles(struct text *out, const struct gallery *gallery, const struct report_chart *chart)
{
    for (size_t i = 0; i < gallery->n; i++) {
        const struct picture *picture = &gallery->picture[i];
        if (picture_is(picture, chart->number) &&
            (picture->scenario == 0 || chart->which == PICTURES_SOME))
            paper_wrap(out, picture->chart.title, "- ", "  ");
    }
}

/* In the order of the report. */
static void
put_charts(struct text *out, const struct gallery *gallery)
{
    size_t n_section = 0;
    const struct report_section *section = report_sections(&n_section);
    if (gallery->n == 0)
        return;
    text_add(out, "\nWhat the charts show\n\n");
    for (size_t i = 0; i < n_section; i++)
        for (size_t c = 0; c < REPORT_CHARTS && section[i].chart[c].number != NULL; c++)
            put_titles(out, gallery, &section[i].chart[c]);
}

/* What the file has estimates of, and what it does without. */
static void
put_to_replace(struct text *out, const struct inputs *in)
{
    if (in->n_to_replace > 0)
        text_add(out, "\nWhat is estimated, and what is left out\n\n");
    for (size_t i = 0; i < in->n_to_replace; i++) {
        const struct to_replace_in *row = &in->to_replace[i];
        struct text line;
        text_init(&line);
        text_add(&line, "%s%s: %s (%s).", row->absent ? "Not in the figures: " : "", row->what,
                 row->now, row->why);
        paper_wrap_text(out, &line, "- ", "  ");
    }
}

int
paper_text(const struct report *self, char **text, struct hr_err *err)
{
    static const struct {
        const char *heading;
        enum answer_part part;
    } paragraph[] = {
        { "Children and young people", ANSWER_CHILDREN },
        { "Beside other areas", ANSWER_BESIDE },
        { "Deficit", ANSWER_FINDING },
        { "Chances", ANSWER_CHANCE },
        { "What is done, and what is received", ANSWER_DIFFERENCE },
        { "What the figures depend on", ANSWER_DRIVERS },
    };
    const struct answer *answer = self->answer;
    struct text out;
    text_init(&out);
    paper_wrap(&out, words_say("High needs forecast: %s", answer->area).text, "", "");
    if (answer->title[0] != '\0')
        paper_wrap(&out, answer->title, "", "");
    if (answer->mark.text[0] != '\0')
        paper_wrap(&out, words_say("%s%s.", answer->mark.text, answer->mark_means).text, "", "");
    for (size_t i = 0; i < sizeof paragraph / sizeof *paragraph; i++) {
        if (paragraph[i].part == ANSWER_FINDING) /* before any money */
            put_to_replace(&out, self->record->results->model->in);
        put(&out, paragraph[i].heading, answer->paragraph[paragraph[i].part]);
    }
    put_charts(&out, self->gallery);
    put(&out, "How well such forecasts did", answer->paragraph[ANSWER_PAST]);
    put(&out, "How to read the figures", answer->paragraph[ANSWER_READING]);
    put(&out, "Limits", answer->paragraph[ANSWER_LIMITS]);
    put(&out, "Source",
        words_say("%s; Headroom " HEADROOM_VERSION ", %s, seed %.0f.", self->source,
                  words_futures(answer->n_future).text, self->record->results->model->in->seed)
            .text);
    return text_take(&out, text, err);
}

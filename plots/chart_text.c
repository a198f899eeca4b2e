#include "chart_text.h"

#include <string.h>
#include <strings.h>

#define OPEN_QUOTE "\xE2\x80\x98"
#define CLOSE_QUOTE "\xE2\x80\x99"

void
chart_text_init(struct chart_text *self)
{
    text_init(&self->title);
    text_init(&self->subtitle);
    text_init(&self->alt);
    text_init(&self->note);
    text_init(&self->source);
}

void
chart_text_release(struct chart_text *self)
{
    text_release(&self->title);
    text_release(&self->subtitle);
    text_release(&self->alt);
    text_release(&self->note);
    text_release(&self->source);
}

int
chart_text_take(struct chart_text *self, struct chart *out, struct hr_err *err)
{
    int ret = text_take(&self->title, &out->title, err);
    if (ret == 0)
        ret = text_take(&self->subtitle, &out->subtitle, err);
    if (ret == 0)
        ret = text_take(&self->alt, &out->alt, err);
    if (ret == 0)
        ret = text_take(&self->note, &out->note, err);
    if (ret == 0)
        ret = text_take(&self->source, &out->source, err);
    return ret;
}

struct words
title_first(const struct words *title, size_t n)
{
    enum { MOST_WORDS = 15, MOST_BYTES = 120 };
    for (size_t i = 0; i < n; i++) {
        if (words_length(title[i].text) <= MOST_WORDS && strlen(title[i].text) <= MOST_BYTES)
            return words_sentence_start(title[i].text);
    }
    return words_sentence_start(title[n - 1].text);
}

static bool
begins_with(const char *text, const char *beginning)
{
    return strncasecmp(text, beginning, strlen(beginning)) == 0;
}

struct words
title_within(const char *label)
{
    struct words out = words_say("%s", label);
    if (out.text[0] >= 'A' && out.text[0] <= 'Z' && out.text[1] >= 'a' && out.text[1] <= 'z')
        out.text[0] = (char)(out.text[0] - 'A' + 'a');
    return out;
}

struct words
title_condition(const char *label)
{
    const struct words within = title_within(label);
    if (begins_with(label, "with ") || begins_with(label, "without "))
        return within;
    if (begins_with(label, "no ") || begins_with(label, "all ") || begins_with(label, "both "))
        return words_say("with %s", within.text);
    return words_say("under " OPEN_QUOTE "%s" CLOSE_QUOTE, label);
}

struct words
title_number(size_t n)
{
    static const char *const name[] = { "no",    "one",   "two",  "three", "four",   "five",  "six",
                                        "seven", "eight", "nine", "ten",   "eleven", "twelve" };
    return n < sizeof name / sizeof *name ? words_say("%s", name[n]) : words_count(n);
}

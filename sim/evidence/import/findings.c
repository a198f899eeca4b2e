#include "findings.h"

#include "list.h"
#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { N_NAMED = 6 };

void
findings_add(struct findings *self, double weight, const char *fmt, ...)
{
    self->failed = self->failed || list_room(&self->item, self->n, sizeof *self->item, NULL) != 0;
    if (self->failed)
        return;
    struct finding *finding = &self->item[self->n++];
    finding->weight = weight;
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(finding->text, sizeof finding->text, fmt, args);
    va_end(args);
}

/* Heaviest first; a simple insertion keeps the order of equals, and lists are short. */
static void
sort(struct findings *self)
{
    for (size_t i = 1; i < self->n; i++) {
        const struct finding item = self->item[i];
        size_t k = i;
        for (; k > 0 && self->item[k - 1].weight < item.weight; k--)
            self->item[k] = self->item[k - 1];
        self->item[k] = item;
    }
}

int
findings_say(struct findings *self, const char *opening, struct evidence *to, struct hr_err *err)
{
    struct text text;
    char *list = NULL;
    int ret = 0;
    text_init(&text);
    sort(self);
    for (size_t i = 0; i < self->n && i < N_NAMED; i++)
        text_add(&text, "%s%s", i > 0 ? "; " : "", self->item[i].text);
    if (self->n > N_NAMED)
        text_add(&text, "; and %zu more", self->n - N_NAMED);
    if (self->failed)
        ret = hr_fail(err, HR_ENOMEM, "no memory for what was seen in the data");
    if (ret == 0)
        ret = text_take(&text, &list, err);
    if (ret == 0 && self->n > 0)
        ret = evidence_remark(to, err, "%s: %s", opening, list);
    text_release(&text);
    free(list);
    findings_release(self);
    return ret;
}

void
findings_release(struct findings *self)
{
    free(self->item);
    *self = (struct findings){ 0 };
}

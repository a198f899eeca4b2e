#include "findings.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { N_NAMED = 6 };

int
findings_add(struct findings *self, struct hr_err *err, double weight, const char *fmt, ...)
{
    if (self->n == self->capacity) {
        const size_t capacity = self->capacity == 0 ? 16 : 2 * self->capacity;
        struct finding *more = reallocarray(self->item, capacity, sizeof *more);
        if (more == NULL)
            return hr_fail(err, HR_ENOMEM, "no memory for what was seen in the data");
        self->item = more;
        self->capacity = capacity;
    }
    struct finding *finding = &self->item[self->n++];
    finding->weight = weight;
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(finding->text, sizeof finding->text, fmt, args);
    va_end(args);
    return 0;
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

static int
put_text(struct findings *self, char **text, struct hr_err *err)
{
    size_t size = 0;
    FILE *out = open_memstream(text, &size);
    if (out == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for what was seen in the data");
    sort(self);
    for (size_t i = 0; i < self->n && i < N_NAMED; i++)
        fprintf(out, "%s%s", i > 0 ? "; " : "", self->item[i].text);
    if (self->n > N_NAMED)
        fprintf(out, "; and %zu more", self->n - N_NAMED);
    return fclose(out) == 0 ? 0
                            : hr_fail(err, HR_ENOMEM, "no memory for what was seen in the data");
}

int
findings_say(struct findings *self, int ret, const char *opening, struct evidence *to,
             struct hr_err *err)
{
    char *text = NULL;
    if (ret == 0 && self->n > 0) {
        ret = put_text(self, &text, err);
        if (ret == 0)
            ret = evidence_remark(to, err, "%s: %s", opening, text);
        free(text);
    }
    findings_release(self);
    return ret;
}

void
findings_release(struct findings *self)
{
    free(self->item);
    *self = (struct findings){ 0 };
}

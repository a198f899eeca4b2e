#include "evidence_merge.h"

#include <stdlib.h>
#include <string.h>

static int
add_names(struct evidence *self, const struct evidence *from, int *area, int *need,
          struct hr_err *err)
{
    int ret = 0;
    for (size_t i = 0; i < from->n_area && ret == 0; i++)
        ret = evidence_add_area(self, &from->area[i], &area[i], err);
    for (size_t i = 0; i < from->n_need && ret == 0; i++)
        ret = evidence_add_need(self, from->need[i], &need[i], err);
    return ret;
}

static int
add_texts(struct evidence *self, const struct evidence *from, struct hr_err *err)
{
    int ret = 0;
    for (size_t i = 0; i < from->n_remark && ret == 0; i++)
        ret = evidence_remark(self, err, "%s", from->remark[i]);
    for (size_t i = 0; i < from->n_source && ret == 0; i++)
        ret = evidence_add_source_line(self, from->source[i], err);
    return ret;
}

int
evidence_merge(struct evidence *self, const struct evidence *from, struct hr_err *err)
{
    int *area = calloc(from->n_area + 1, sizeof *area),
        *need = calloc(from->n_need + 1, sizeof *need);
    int ret = area == NULL || need == NULL
                  ? hr_fail(err, HR_ENOMEM, "no memory for %zu areas", from->n_area)
                  : 0;
    if (ret == 0)
        ret = add_names(self, from, area, need, err);
    for (size_t i = 0; i < from->n_item && ret == 0; i++) {
        struct observation item = from->item[i];
        item.area = area[item.area];
        item.need = (short)(item.need == ALL_NEEDS ? ALL_NEEDS : need[item.need]);
        ret = evidence_add(self, &item, err);
    }
    if (ret == 0)
        ret = add_texts(self, from, err);
    free(area);
    free(need);
    return ret;
}

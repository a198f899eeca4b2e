#include "return_import.h"

#include "evidence_traps.h"
#include "import.h"
#include "return_text.h"

#include <stdlib.h>

struct importing {
    struct sen2 sen2;
    struct cost_ledger ledger;
    struct cost_prices prices;
};

static int
read_all(const struct return_import *self, const char *area, struct importing *it,
         struct hr_err *err)
{
    struct evidence *evidence = self->evidence;
    struct evidence_choices choices = *self->choices;
    choices.area = area;
    int ret = sen2_read(&it->sen2, evidence, self->path, &choices, err);
    if (ret == 0)
        ret = cost_ledger_read(&it->ledger,
                               &(struct cost_source){ self->path, &it->sen2, choices.map },
                               evidence, err);
    if (ret == 0 && it->ledger.read)
        ret = cost_prices_init(&it->prices, &it->ledger, err);
    if (ret == 0 && it->ledger.read)
        ret = cost_prices_remarks(&it->prices, &it->ledger, evidence, err);
    if (ret == 0)
        ret = evidence_finish(evidence, err);
    return ret == 0 ? evidence_traps(evidence, err) : ret;
}

static int
write_all(struct return_import *self, struct importing *it, struct folder *folder,
          struct hr_err *err)
{
    const struct cost_prices *prices = it->ledger.read ? &it->prices : NULL;
    struct return_writing writing = {
        .sen2 = &it->sen2, .evidence = self->evidence, .prices = prices, .ledger = &it->ledger
    };
    char *also = NULL;
    int ret = return_write(&writing, folder, err);
    if (ret == 0 && prices != NULL)
        ret = cost_prices_write(prices, folder, &self->prices, err);
    if (ret == 0)
        ret = return_report_text(&writing, &also, err);
    const struct import import = { .evidence = self->evidence,
                                   .map = self->choices->map,
                                   .path = self->path,
                                   .says = evidence_layout_says(LAYOUT_SEN2),
                                   .also = also };
    if (ret == 0)
        ret = import_write(&import, folder, err);
    self->history = writing.history;
    free(also);
    return ret;
}

int
return_import(struct return_import *self, struct folder *folder, struct hr_err *err)
{
    struct importing it = { .sen2 = { .n = 0 } };
    evidence_init(self->evidence);
    char *area = import_area(self->path, self->choices, err);
    int ret = area == NULL ? HR_ENOMEM : read_all(self, area, &it, err);
    if (ret == 0)
        ret = write_all(self, &it, folder, err);
    cost_ledger_release(&it.ledger);
    sen2_release(&it.sen2);
    free(area);
    return ret;
}

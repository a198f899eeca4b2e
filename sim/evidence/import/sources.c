#include "sources.h"

#include "evidence_join.h"

#include <stdlib.h>

static int
load_one(struct evidence_source *to, const struct evidence_choices *choices, struct hr_err *err)
{
    return choices == NULL ? evidence_load(&to->evidence, to->name, err)
                           : evidence_load_as(&to->evidence, to->name, choices, err);
}

int
evidence_load_all(struct evidence *self, const char *const *path, size_t n,
                  const struct evidence_choices *choices, struct hr_err *err)
{
    struct evidence_source *source = calloc(n + 1, sizeof *source);
    size_t n_loaded = 0;
    int ret = source == NULL ? hr_fail(err, HR_ENOMEM, "no memory for %zu sources", n) : 0;
    evidence_init(self);
    while (n_loaded < n && ret == 0) {
        source[n_loaded].name = path[n_loaded];
        ret = load_one(&source[n_loaded++], choices, err);
    }
    if (ret != 0 && n_loaded > 0) { /* what is wrong with it is the caller's to print */
        self->faults = source[n_loaded - 1].evidence.faults;
        faults_init(&source[n_loaded - 1].evidence.faults);
    }
    if (ret == 0)
        ret = evidence_join(self, source, n, err);
    while (n_loaded > 0)
        evidence_release(&source[--n_loaded].evidence);
    free(source);
    return ret;
}

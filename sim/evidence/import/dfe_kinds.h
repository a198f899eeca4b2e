/* dfe_kinds.h: how the files of DfE's release are laid out. For dfe_*.c alone. */
#ifndef DFE_KINDS_H
#define DFE_KINDS_H

#include "dfe_table.h"

enum { DFE_MAX_TERM = 3, DFE_MAX_TOPIC = 3 };

enum dfe_breakdown { DFE_TOTAL, DFE_AGE, DFE_PLACEMENT, DFE_NOT_USED };

struct dfe_kind {
    const char *file;
    bool is_stock;          /* time_period is an academic year */
    bool is_optional;       /* DfE does not always publish it with the others */
    bool placement_columns; /* has one for each placement, of the first term's measure */
    bool need_columns;      /* number_*, of the first term's measure */
    struct dfe_term {
        enum evidence_measure measure;
        const char *column; /* NULL: no more terms */
        int sign;           /* a measure is the sum of its terms */
    } term[DFE_MAX_TERM];
    struct {
        const char *topic; /* breakdown_topic; NULL: no more; "": any, and a file may have none */
        enum dfe_breakdown breakdown;
    } topic[DFE_MAX_TOPIC];
};

#endif

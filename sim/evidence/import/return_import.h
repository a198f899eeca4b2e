/* return_import.h: `headroom import FOLDER -o DIR` for person-level SEN2 returns (sen2.h) and a
 * ledger of placement costs (cost_ledger.h): the evidence as of any import, and the files of
 * return_text.h and cost_prices.h. */
#ifndef RETURN_IMPORT_H
#define RETURN_IMPORT_H

#include "folder.h"
#include "placement_map.h"

struct return_import {
    const char *path;                       /* the folder, as typed */
    const struct evidence_choices *choices; /* an area may be missing: the folder's name */
    struct evidence *evidence;              /* gets all, and faults when it fails */
    bool history, prices;                   /* out: history/ and prices.cfg are there */
};

/* Writes into the folder and makes it appear. evidence is initialised by this and released by the
 * caller, whatever is returned. */
HR_CHECKED int return_import(struct return_import *self, struct folder *folder, struct hr_err *err);

#endif

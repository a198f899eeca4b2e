/* record_settings.h: the "settings" member of run.json: everything the inputs say, under the names
 * of scenario files. Used by record.c only. */
#ifndef RECORD_SETTINGS_H
#define RECORD_SETTINGS_H

#include "inputs.h"
#include "json_build.h"

/* England's cross-tables are left out: the file they come from is among the inputs, with its
 * SHA-256. */
void record_settings(struct json_build *build, json_t *parent, const struct inputs *in);
/* The part of it about the general fund and the deflator (record_general.c); nothing where there is
 * neither. */
void record_general(struct json_build *build, json_t *settings, const struct inputs *in);

#endif

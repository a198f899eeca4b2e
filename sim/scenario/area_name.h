/* area_name.h: when two spellings are the name of one area.
 *
 * Letters and digits count, in either case, and "and" for "&"; not blanks, hyphens, full stops and
 * commas, nor what some lists add: "City of" and "County of" behind the name, "County" before it.
 * "St Helens" is "St. Helens", "Herefordshire" is "Herefordshire, County of". */
#ifndef AREA_NAME_H
#define AREA_NAME_H

#include <stdbool.h>

/* False also when either has neither a letter nor a digit. */
bool area_name_same(const char *one, const char *other);

#endif

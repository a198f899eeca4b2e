/* Names of areas as lists spell them. */
#include "area_name.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { KEY = 128 }; /* what counts of a name; names are shorter */

static void
drop_end(char *key, const char *end)
{
    const size_t n = strlen(key), m = strlen(end);
    if (n > m && strcmp(key + n - m, end) == 0)
        key[n - m] = '\0';
}

static void
name_key(const char *name, char key[KEY])
{
    static const char county[] = "county";
    size_t n = 0;
    for (; *name != '\0' && n < KEY - 4; name++)
        if (*name == '&')
            n += (size_t)snprintf(key + n, KEY - n, "and");
        else if (isalnum((unsigned char)*name))
            key[n++] = (char)tolower((unsigned char)*name);
    key[n] = '\0';
    drop_end(key, "cityof");
    drop_end(key, "countyof");
    if (strncmp(key, county, sizeof county - 1) == 0)
        memmove(key, key + sizeof county - 1, strlen(key + sizeof county - 1) + 1);
}

bool
area_name_same(const char *one, const char *other)
{
    char a[KEY], b[KEY];
    name_key(one, a);
    name_key(other, b);
    return a[0] != '\0' && strcmp(a, b) == 0;
}

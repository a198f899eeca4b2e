/* Which files of a folder are which module of which return. */
#include "sen2_return.h"

#include "list.h"

#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *const sen2_module_name[N_SEN2_MODULE] = {
    [SEN2_PERSON] = "person",
    [SEN2_REQUEST] = "requests",
    [SEN2_ASSESSMENT] = "assessment",
    [SEN2_PLAN] = "namedplan",
    [SEN2_DETAIL] = "plandetail",
    [SEN2_ACTIVE] = "activeplans",
    [SEN2_PLACEMENT] = "placementdetail",
    [SEN2_NEED] = "senneed",
};

/* Length of what stands before "namedplan.csv"; SIZE_MAX: it is no such file. The module of named
 * plans tells a return: "person.csv" alone may be anything. */
static size_t
beginning_of(const char *name)
{
    static const char END[] = "namedplan.csv";
    const size_t n = strlen(name), end = sizeof END - 1;
    if (n < end || strcasecmp(name + n - end, END) != 0)
        return SIZE_MAX;
    return n == end || strchr("_- ", name[n - end - 1]) != NULL ? n - end : SIZE_MAX;
}

static int
by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

int
sen2_find(const char *folder, char ***list, size_t *n, struct hr_err *err)
{
    DIR *dir = opendir(folder);
    int ret = 0;
    *list = NULL;
    *n = 0;
    for (const struct dirent *entry; dir != NULL && ret == 0 && (entry = readdir(dir)) != NULL;) {
        const size_t length = beginning_of(entry->d_name);
        if (length == SIZE_MAX)
            continue;
        char *beginning = strndup(entry->d_name, length);
        ret = beginning == NULL ? hr_fail(err, HR_ENOMEM, "no memory for a name") : 0;
        if (ret == 0)
            ret = list_add_text(list, n, beginning, err);
        free(beginning);
    }
    if (dir != NULL)
        (void)closedir(dir);
    if (*n > 0)
        qsort(*list, *n, sizeof **list, by_text);
    return ret;
}

bool
sen2_is(const char *folder)
{
    char **list;
    size_t n;
    const int ret = sen2_find(folder, &list, &n, NULL);
    list_free_texts(list, n);
    return ret == 0 && n > 0;
}

char *
sen2_path(const struct sen2_source *source, const char *module)
{
    char name[256], *path = NULL;
    DIR *dir = opendir(source->folder);
    (void)snprintf(name, sizeof name, "%s%s.csv", source->beginning, module);
    for (const struct dirent *entry; dir != NULL && path == NULL && (entry = readdir(dir)) != NULL;)
        if (strcasecmp(entry->d_name, name) == 0)
            path = table_in_path(source->folder, entry->d_name, NULL);
    if (dir != NULL)
        (void)closedir(dir);
    return path;
}

#include "trial.h"

#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int
trial_load(struct scenario *out, ...)
{
    const char *set[8];
    size_t n = 0;
    struct hr_err err = { .code = HR_OK };
    va_list args;
    va_start(args, out);
    for (const char *text = va_arg(args, const char *); text != NULL && n < 8;
         text = va_arg(args, const char *))
        set[n++] = text;
    va_end(args);
    return scenario_load(TRIAL_PATH, set, n, out, &err);
}

bool
trial_has_fault(const struct scenario *scenario, const char *text)
{
    for (size_t i = 0; i < scenario->faults.n; i++) {
        char line[2048];
        (void)snprintf(line, sizeof line, "%s: %s", scenario->faults.item[i].where,
                       scenario->faults.item[i].text);
        if (strstr(line, text) != NULL)
            return true;
    }
    return false;
}

const struct quantity *
trial_quantity(const struct scenario *scenario, const char *name)
{
    for (size_t i = 1; i <= scenario->inputs.n_quantity; i++)
        if (strcmp(scenario->inputs.quantity[i].name, name) == 0)
            return &scenario->inputs.quantity[i];
    return NULL;
}

void
trial_dir(char *dir, size_t size)
{
    (void)snprintf(dir, size, "/tmp/headroom-test-XXXXXX");
    if (mkdtemp(dir) == NULL)
        hr_bug("cannot make %s", dir);
}

void
trial_write(const char *dir, const char *name, const char *text, size_t size, char *path,
            size_t path_size)
{
    (void)snprintf(path, path_size, "%s/%s", dir, name);
    FILE *file = fopen(path, "wb");
    if (file == NULL || fwrite(text, 1, size, file) != size || fclose(file) != 0)
        hr_bug("cannot write %s", path);
}

void
trial_dir_remove(const char *dir)
{
    DIR *stream = opendir(dir);
    if (stream == NULL)
        return;
    for (const struct dirent *entry = readdir(stream); entry != NULL; entry = readdir(stream)) {
        char path[512];
        (void)snprintf(path, sizeof path, "%s/%s", dir, entry->d_name);
        (void)unlink(path);
    }
    (void)closedir(stream);
    (void)rmdir(dir);
}

#include "temp_dir.h"

#include "err.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void
temp_dir(char *dir, size_t size)
{
    (void)snprintf(dir, size, "/tmp/headroom-test-XXXXXX");
    if (mkdtemp(dir) == NULL)
        hr_bug("cannot make %s", dir);
}

void
temp_dir_write(const char *dir, const char *name, const char *text, char *path, size_t size)
{
    (void)snprintf(path, size, "%s/%s", dir, name);
    const size_t n = strlen(text);
    FILE *file = fopen(path, "wb");
    if (file == NULL || fwrite(text, 1, n, file) != n || fclose(file) != 0)
        hr_bug("cannot write %s", path);
}

void
temp_dir_remove(const char *dir)
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

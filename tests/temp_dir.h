/* temp_dir.h: a new folder in /tmp for a test, and files in it. A failure ends the program. */
#ifndef TEMP_DIR_H
#define TEMP_DIR_H

#include <stddef.h>

void temp_dir(char *dir, size_t size);
/* Writes a file of this text; path becomes its path. */
void temp_dir_write(const char *dir, const char *name, const char *text, char *path, size_t size);
void temp_dir_remove(const char *dir); /* with the files in it */

#endif

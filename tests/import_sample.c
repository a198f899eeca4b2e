#include "import_sample.h"
#include "claim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define IDS                                                                                      \
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_" \
    "name,new_la_code,old_la_code,la_name,"                                                      \
    "breakdown_topic,breakdown"
#define ENGLAND ",Academic year,National,E92000001,England,,,,,,"
#define LONDON ",Academic year,Regional,E92000001,England,E12000007,London,,,,"
#define KINGSTON                                                                                \
    ",Academic year,Local authority,E92000001,England,E12000007,London,E09000021,314,Kingston " \
    "upon Thames,"
#define BRISTOL                                                         \
    ",Academic year,Local authority,E92000001,England,E12000009,South " \
    "West,E06000023,801,\"Bristol, City of\","
#define ALL "All EHC plans,All EHC plans,"
#define AGED "Child or young persons age,"

static const char CASELOAD[] =
    "\xef\xbb\xbf" IDS ",ehcplans,mainstream_academy,mainstream_academy_senunit,special_academy_"
    "free,special_independent,special_total,"
    "special_total_pc,placement_unknown\r\n"
    "202324" ENGLAND ALL "3000,1500,200,1000,250,1250,41.7,50\r\n"
    "202425" ENGLAND ALL "3300,1600,250,1100,280,1380,41.8,70\r\n"
    "202425" LONDON ALL "1212,600,80,400,102,502,41.4,30\r\n"
    "202324" KINGSTON ALL "1100,x,,z,x,x,x,x\r\n"
    "202425" KINGSTON ALL "1212,600,80,400,102,502,41.4,30\r\n"
    "202425" KINGSTON AGED "under 3,14,10,0,3,1,4,28.6,0\r\n"
    "202425" KINGSTON AGED "age 7,25,12,3,8,2,10,40,x\r\n"
    "202425" KINGSTON AGED "age 25,6,c,0,3,1,4,66.7,0\r\n"
    "202425" KINGSTON "Sex,Female,400,200,20,150,30,180,45,0\r\n"
    "202324" BRISTOL ALL "1900,900,100,700,150,850,44.7,50\r\n"
    "202425" BRISTOL ALL "2088,1000,170,700,178,878,42.0,40\r\n";

#define FLOW_KINGSTON                                                                           \
    ",Calendar year,Local authority,E92000001,England,E12000007,London,E09000021,314,Kingston " \
    "upon Thames,"

static const char NEWPLANS[] =
    IDS ",new_ehc_plans,mainstream_academy,special_independent\n"
        "2024" FLOW_KINGSTON "New EHC plans,New EHC plans,148,100,48\n"
        "2024" FLOW_KINGSTON "Age when plan started,age 2 and under,9,8,1\n"
        "2024" FLOW_KINGSTON "Age when plan started,age 20 and over,3,1,2\n";

static const char CEASED[] =
    IDS ",max_age,transfer,total_ceased\n"
        "2024" FLOW_KINGSTON "All ceased EHC plans,All ceased EHC plans,20,25,60\n"
        "2024" FLOW_KINGSTON "Age plan ceased,age 20 and over,20,4,31\n"
        "2024" FLOW_KINGSTON "Age plan ceased,Age unknown,0,0,1\n"
        "2024" FLOW_KINGSTON "Type of placement,Mainstream - academy (SEN unit),1,2,5\n"
        "2024" FLOW_KINGSTON "Type of placement,Mainstream - LA maintained (SEN unit),1,3,9\n"
        "2024" FLOW_KINGSTON "Type of placement,Mainstream - total,2,5,14\n";

static const char REQUESTS[] =
    IDS ",requests_received_in_year,requests_decided_not_to_assess\n"
        "2024" FLOW_KINGSTON
        "All requests for EHC needs assessments,All requests for EHC needs assessments,301,77\n";
static const char ASSESSMENTS[] =
    IDS ",assess_issued,assess_not_issued\n"
        "2024" FLOW_KINGSTON "All EHC needs assessments,All EHC needs assessments,150,13\n";
static const char NEEDS[] =
    IDS ",ehc_plans,number_asd,number_semh,number_need_unknown,asd_pc\n"
        "202425" KINGSTON ALL "1212,700,500,12,57.8\n"
        "202425" KINGSTON AGED "age 7,25,20,5,0,80\n"
        "202425" KINGSTON "Type of placement,Special - independent,102,60,40,2,58.8\n";

const char *
import_sample_folder(void)
{
    static char folder[64];
    snprintf(folder, sizeof folder, "/tmp/headroom-test-import-XXXXXX");
    cr_assert_not_null(mkdtemp(folder));
    return folder;
}

void
import_sample_remove(const char *folder)
{
    char command[256];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    cr_assert_eq(system(command), 0);
}

void
import_sample_put(const char *folder, const char *name, const char *text)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        (void)mkdir(path, 0777);
        *slash = '/';
    }
    FILE *file = fopen(path, "wb");
    cr_assert_not_null(file, "%s", path);
    fputs(text, file);
    cr_assert_eq(fclose(file), 0);
}

void
import_sample_release(const char *folder, const char *within)
{
    static const struct {
        const char *name, *text;
    } file[] = {
        { "caseload.csv", CASELOAD },       { "newplans.csv", NEWPLANS },
        { "ceased_plans.csv", CEASED },     { "requests.csv", REQUESTS },
        { "assessments.csv", ASSESSMENTS }, { "sen_needs_all_plans.csv", NEEDS },
    };
    for (size_t i = 0; i < sizeof file / sizeof file[0]; i++) {
        char name[128];
        snprintf(name, sizeof name, "%s%s", within, file[i].name);
        import_sample_put(folder, name, file[i].text);
    }
}

const char *
import_sample_faults(const struct faults *faults)
{
    static char text[100000];
    size_t n = 0;
    text[0] = '\0';
    for (size_t i = 0; i < faults->n && n < sizeof text; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%s: %s", i > 0 ? "\n" : "",
                              faults->item[i].where, faults->item[i].text);
    return text;
}

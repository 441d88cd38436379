//! One small good example, and ways to spoil it.

use crate::diagnostic::Diagnostic;
use crate::tables::{Loaded, Source, load_source};

pub(super) const MODEL: &str = r#"title = "Test"
tables = "tables"
first_year = 2026
last_year = 2027
price_year = 2025

[travel]
circuity = 1.3
speed_kmh = 38
max_minutes = { primary = 40 }
candidates = { special = 7 }

[objective]
unplaced_penalty = 90000

[solver]
gap = 0.001

[scenarios]
"high growth" = ["growth"]
"#;

const TABLES: [(&str, &str); 16] = [
    (
        "localities",
        "locality,name,authority,area,easting,northing\nOakham,Oakham,Rutland,East,486000,308700\nMelton,Melton Mowbray,Leicestershire,West,475200,319000\n",
    ),
    (
        "forecast",
        "year,locality,need,year_groups,band,children\n2026,Oakham,ASD,R-6,H,3\n2026,Oakham,ASD,7-11,H,2\n\
         2026,Melton,ASD,0-6,L,4\n2026,Melton,MLD,7-11,L,5\n2027,Oakham,ASD,0-6,H,3\n2027/28,Oakham,ASD,7-11,H,2.5\n\
         2027,Melton,ASD,0-6,L,4\n2027,Melton,MLD,7-11,L,5\n",
    ),
    (
        "settings",
        "setting,name,authority,easting,northing\nS1,Oakham School,Rutland,486100,308500\nS2,Melton Special,Leicestershire,475000,319500\n\
         S3,Far Independent,Leicester,455000,305000\n",
    ),
    (
        "provisions",
        "provision,name,setting,kind,needs,year_groups,places,opens,closes,reserved,place_funding,overfill,min_children\n\
         S1-M,,S1,mainstream,*,0-11,20,,,,,,\nS1-B,Base,S1,SRP,ASD,0-6,10,,,2,,,\nS2-S,,S2,special,ASD;MLD,0-11,30,,,,12000,,\n\
         S3-I,,S3,Independent,*,7-11,,,,,,,\n",
    ),
    (
        "costs",
        "kind,provision,need,band,year_groups,annual_cost\nmainstream,,*,*,*,6000\nresource_base,,*,,,12000\nspecial,,ASD,,,15000\n\
         special,,MLD,,,13000\n,S3-I,,,,60000\ndsp,,,,,14000\n",
    ),
    ("places", "provision,year,places,reserved\nS1-B,2027,12,\n"),
    ("transport", "kind,need,band,share,fixed_cost,cost_per_km\n*,*,*,50%,3000,300\n"),
    ("suitability", "need,band,kind,suitability\nASD,*,resource_base,preferred\nMLD,L,special,last resort\n"),
    (
        "kinds",
        "kind,name,family,place_funding,overfill,overfill_cost,max_minutes\nnurture,Nurture group,base,5000,0.1,3000,30\n",
    ),
    (
        "travel",
        "locality,setting,km,minutes\nOakham,S1,0.5,2\nOakham,S2,18,25\nOakham,S3,40,45\nMelton,S1,18,\nMelton,S2,1,3\n\
         Melton,S3,35,40\n",
    ),
    ("roll", "locality,need,year_groups,band,provision,children\nOakham,ASD,0-6,H,S1-B,2\n"),
    (
        "projects",
        "project,name,provision,setting,kind,needs,year_groups,places,capital_cost,annual_cost,earliest,latest,fill,group,requires,min_children,status\n\
         P1,Bigger base,S1-B,,,,,8,100000,50000,2027,,0.5;1,g1,,,optional\n\
         P2,New unit,,S1,dsp,ASD,7-11,12,288000,97000,2026,2040,,g1,,6,optional\n\
         P3,,S2-S,,,,,4,50000,,2026,,,,,,committed\n",
    ),
    (
        "contracts",
        "contract,name,provision,needs,year_groups,first_year,last_year,places,price,take_or_pay,covers_roll,group,status,uplift,new_places\n\
         C1,Five,S3-I,*,,2026,2027,5,55000,,no,c,optional,0.03,\nC2,Ten,S3-I,ASD,7-11,2026,2027,10,52000,0.8,yes,c,optional,,2\n",
    ),
    ("budgets", "year,capital,high_needs\n2026,1000000,5000000\n2027,,\n"),
    (
        "policies",
        "policy,needs,year_groups,bands,authorities,kinds,from_year,to_year,min_share,max_share,penalty\n\
         inclusion,ASD,0-11,H,Rutland,mainstream;SRP,,,0.1,0.8,\n",
    ),
    ("patches", "patch,table,column,action,value,where\ngrowth,forecast,children,scale,1.1,need=ASD & year>=2027\n"),
];

/// One change to the example. Rows are counted as in the diagnostics: the header is row 1.
#[derive(Debug, Clone, Copy)]
pub(super) enum Edit {
    /// Replaces a row.
    Row(&'static str, usize, &'static str),
    /// Adds a row at the end.
    Add(&'static str, &'static str),
    /// Replaces a file, or adds one.
    File(&'static str, &'static str),
    /// Removes a table.
    Without(&'static str),
    /// Replaces text of the model file.
    Model(&'static str, &'static str),
}

/// The tables after some changes.
pub(super) fn tables(edits: &[Edit]) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> =
        TABLES.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    for edit in edits {
        match *edit {
            Edit::Row(table, row, new) => {
                let (_, text) = files.iter_mut().find(|(name, _)| name == table).unwrap();
                let mut lines: Vec<&str> = text.lines().collect();
                lines[row - 1] = new;
                *text = lines.join("\n") + "\n";
            }
            Edit::Add(table, new) => {
                let (_, text) = files.iter_mut().find(|(name, _)| name == table).unwrap();
                text.push_str(new);
                text.push('\n');
            }
            Edit::File(table, text) => {
                files.retain(|(name, _)| name != table);
                files.push((table.to_owned(), text.to_owned()));
            }
            Edit::Without(table) => files.retain(|(name, _)| name != table),
            Edit::Model(..) => {}
        }
    }
    files
}

/// The model file after some changes.
pub(super) fn model(edits: &[Edit]) -> String {
    edits.iter().fold(MODEL.to_owned(), |text, edit| match edit {
        Edit::Model(old, new) => {
            assert!(text.contains(old), "{old}");
            text.replace(old, new)
        }
        _ => text,
    })
}

/// Reads the example after some changes.
pub(super) fn load(edits: &[Edit]) -> Loaded {
    load_source(&model(edits), &Source::memory(tables(edits)))
}

/// A diagnostic in short: `E301 forecast.csv 3 locality`.
pub(super) fn short(d: &Diagnostic) -> String {
    let row = d.row.map_or_else(|| "-".to_owned(), |row| row.to_string());
    format!("{} {} {row} {}", d.code, d.file.as_deref().unwrap_or("-"), d.column.as_deref().unwrap_or("-"))
}

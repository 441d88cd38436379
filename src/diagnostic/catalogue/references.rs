//! Names: what one table calls something must be what the other table calls it.

use super::entries;

entries! {
    E301 "Named, but not there" {
        means "The row names a locality, setting, provision or project that is not in its table.",
        matters "The row cannot be joined to anything.",
        example "forecast names locality Okham; localities has Oakham",
        fix "Correct the name, or add it to its table.",
    }
    E302 "An unknown need or band" {
        means "The need or band is neither in the forecast, nor on roll, nor one of the SEN2 primary needs.",
        matters "It is probably misspelt, and the row would apply to nobody.",
        example "needs: ADS",
        fix "Correct the code, or delete the row if nobody has this need.",
    }
    E303 "An unknown kind of provision" {
        means "The kind is neither built in nor in `kinds`.",
        matters "Its family, funding and overfill are not known.",
        example "kind: speical",
        fix "Use mainstream, dsp, resource_base, special or independent, or add the kind to `kinds`.",
    }
    E304 "A patch names an unknown table or column" {
        means "The patch speaks of a table or column that there is not.",
        matters "The scenario would not be what it says.",
        example "forcast,children,scale,1.1,",
        fix "Correct the name of the table or column.",
    }
    E305 "A scenario names an unknown patch" {
        means "`[scenarios]` in the model file lists a patch that is not in `patches`.",
        matters "The scenario would not be what it says.",
        example "\"high growth\" = [\"growth-11\"]",
        fix "Correct the name, or add the patch.",
    }
    E306 "An id is there twice" {
        means "Two rows of the table have the same id.",
        matters "Other tables cannot say which one they mean.",
        example "Two rows of settings with 119903",
        fix "Delete one of the rows, or give it an id of its own.",
    }
    E307 "Two rows say the same thing" {
        means "Two rows of the table have the same key, for instance year, locality, need, year groups and band.",
        matters "Adding them up may count children twice, and choosing one may lose them.",
        example "2026,Oakham,ASD,7-11,1.2 and 2026,Oakham,ASD,7-11,1.3",
        fix "Keep one row, or add the numbers up in one row.",
    }
    E308 "A patch cannot be understood" {
        means "The patch's value or its `where` is not written in a way that can be read, or its action does not suit its column.",
        matters "The scenario would not be what it says.",
        example "where: year>>2028; action scale without a value",
        fix "Write `where` as `need=ASD;SEMH & year>=2028` and give the value the action needs.",
    }
    E309 "There is no such scenario" {
        means "A scenario is asked for that `[scenarios]` in the model file does not have.",
        matters "It cannot be known what to change.",
        example "--scenario \"hihg growth\"",
        fix "Correct the name, or add the scenario to `[scenarios]`.",
    }
    E310 "A scenario's name is taken" {
        means "The scenario is called `base` or `all`, has no letter or digit in its name, or would have its runs in the same folder as another scenario.",
        matters "One run folder would replace the other, or it could not be asked for.",
        example "\"High growth\" and \"high-growth\"",
        fix "Give it another name.",
    }
}

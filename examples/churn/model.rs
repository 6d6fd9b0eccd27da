//! Putting customers aside, fitting to the others, and scoring all.

use std::path::Path;

use tenure::Error;
use tenure::scoring::validation::{Folds, LambdaPath, Split};
use tenure::scoring::{
    ChurnScorer, Column, Design, LabelledRows, LogisticChurn, LogisticFitter, Missing, OnAliased,
};
use tenure::stats::Fit;
use tenure::units::Proportion;

use crate::cli::{Blanks, Cli, HoldOut, Ridge};
use crate::customers::{Customer, Feature, Kind};
use crate::rows::Rejected;

/// What λ are tried by `--ridge cv`, and on how many folds.
const LAMBDAS: [f64; 9] = [0.01, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0, 1000.0];
const FOLDS: usize = 10;

/// A model, and how it came about.
pub(crate) struct Trained {
    pub(crate) scorer: ChurnScorer,
    /// `None` of a model that was loaded.
    pub(crate) fit: Option<Fit<LogisticChurn>>,
    pub(crate) path: Option<LambdaPath>,
    /// The customers put aside; `None` when nobody was.
    pub(crate) split: Option<Split>,
}

/// A customer's probability of leaving, and its log-odds, which do not round to certainty.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Score {
    pub(crate) probability: Proportion,
    pub(crate) log_odds: f64,
}

pub(crate) fn train(
    customers: &[Customer],
    features: &[Feature],
    cli: &Cli,
) -> Result<Trained, String> {
    let labels: Vec<bool> = customers.iter().filter_map(|c| c.churned).collect();
    let split = match cli.split {
        HoldOut::None => Ok(None),
        HoldOut::Random => Split::stratified(&labels, cli.test_share, cli.seed).map(Some),
        HoldOut::Every(k) => Split::every(labels.len(), k).map(Some),
    }
    .map_err(|error| format!("no customers could be put aside: {error}; try --split none"))?;
    let training: Vec<&Customer> = match &split {
        Some(split) => split.train().iter().map(|row| &customers[*row]).collect(),
        None => customers.iter().collect(),
    };
    fitted(&training, features, cli, split).map_err(|error| match error {
        Error::Separated { .. } => {
            format!("{error} (here: --firth, --ridge LAMBDA or --drop COLUMN)")
        }
        error => error.to_string(),
    })
}

fn fitted(
    training: &[&Customer],
    features: &[Feature],
    cli: &Cli,
    split: Option<Split>,
) -> tenure::Result<Trained> {
    let columns = features.iter().map(|feature| column(feature, cli.missing));
    // Learned from the customers fitted to alone, as everything else is.
    let design = Design::learn(columns, training.iter().map(|c| c.record()))?;
    let labelled = training
        .iter()
        .map(|c| (c.record(), c.churned == Some(true)));
    let rows = design.rows(labelled)?.rows;
    let fitter = LogisticChurn::fitter()
        .features(design.names())
        .on_aliased(OnAliased::Drop);
    let (fitter, path) = match cli.ridge {
        None if cli.firth => (fitter.firth(), None),
        None => (fitter, None),
        Some(Ridge::Lambda(lambda)) => (fitter.ridge(lambda), None),
        Some(Ridge::CrossValidated) => {
            let path = cross_validated(&fitter, &rows, cli.seed)?;
            (fitter.ridge(path.simplest().lambda()), Some(path))
        }
    };
    let fit = fitter.fit_view(rows.view())?;
    Ok(Trained {
        scorer: ChurnScorer::new(design, fit.model().clone())?,
        fit: Some(fit),
        path,
        split,
    })
}

fn column(feature: &Feature, blanks: Blanks) -> Column {
    let name = feature.name.as_str();
    match (feature.kind, blanks) {
        // Rows with blanks were left out already.
        (Kind::Number, Blanks::LeaveOut) => Column::number(name),
        (Kind::Text, Blanks::LeaveOut) => Column::text(name),
        (Kind::Number, Blanks::Mean) => Column::number(name).missing(Missing::Mean),
        (Kind::Number, Blanks::Median) => Column::number(name).missing(Missing::Median),
        (Kind::Text, Blanks::Mean | Blanks::Median) => Column::text(name).missing(Missing::Level),
    }
}

fn cross_validated(
    fitter: &LogisticFitter,
    rows: &LabelledRows,
    seed: u64,
) -> tenure::Result<LambdaPath> {
    let view = rows.view();
    let folds = Folds::stratified(view.churned(), FOLDS, seed)?;
    LambdaPath::ridge(fitter, view, &folds, LAMBDAS)
}

/// The scores of all customers; `None` for those the model cannot score, which are named.
pub(crate) fn scores(
    scorer: &ChurnScorer,
    customers: &[Customer],
    rejected: &mut Vec<Rejected>,
) -> Vec<Option<Score>> {
    let mut row = vec![0.0; scorer.design().width()];
    let mut score = |customer: &Customer| {
        let kept = scorer.design().encode_into(customer.record(), &mut row)?;
        if !kept {
            return Ok(None);
        }
        Ok(Some(Score {
            probability: scorer.model().score(&row)?,
            log_odds: scorer.model().logit(&row)?,
        }))
    };
    let all = customers.iter().map(|customer| {
        score(customer).unwrap_or_else(|error: Error| {
            rejected.push(Rejected {
                line: customer.line,
                reason: error.to_string(),
            });
            None
        })
    });
    all.collect()
}

/// The model and the columns it reads, as JSON.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Saved {
    columns: Vec<Feature>,
    scorer: ChurnScorer,
}

#[cfg(feature = "serde")]
pub(crate) fn save(path: &Path, features: &[Feature], scorer: &ChurnScorer) -> Result<(), String> {
    let saved = Saved {
        columns: features.to_vec(),
        scorer: scorer.clone(),
    };
    let text = serde_json::to_string_pretty(&saved).map_err(|error| error.to_string())?;
    std::fs::write(path, text + "\n").map_err(|error| format!("{}: {error}", path.display()))
}

#[cfg(feature = "serde")]
pub(crate) fn load(path: &Path) -> Result<(Vec<Feature>, ChurnScorer), String> {
    let text = std::fs::read_to_string(path);
    let text = text.map_err(|error| format!("{}: {error}", path.display()))?;
    let saved: Saved = serde_json::from_str(&text)
        .map_err(|error| format!("{} is not a model saved here: {error}", path.display()))?;
    Ok((saved.columns, saved.scorer))
}

#[cfg(not(feature = "serde"))]
const NO_SERDE: &str = "models are saved and loaded by the crate's feature serde: cargo run --features serde --example churn";

#[cfg(not(feature = "serde"))]
pub(crate) fn save(_: &Path, _: &[Feature], _: &ChurnScorer) -> Result<(), String> {
    Err(NO_SERDE.to_owned())
}

#[cfg(not(feature = "serde"))]
pub(crate) fn load(_: &Path) -> Result<(Vec<Feature>, ChurnScorer), String> {
    Err(NO_SERDE.to_owned())
}

//! How did recurring revenue move: new, reactivation, expansion, contraction, churn; GRR and NRR.

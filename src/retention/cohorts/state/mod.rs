//! What the two logs are made of: sets of customers per cell, gathered cheaply and put in order in batches.

mod cells;
mod ids;
mod k_way;
mod paid;
mod sorted_ids;
mod union;
mod visits;

pub(super) use cells::Cells;
pub(super) use ids::Ids;
pub(super) use k_way::KWay;
pub(super) use paid::Paid;
pub(super) use sorted_ids::SortedIds;
pub(super) use union::IdSet;
pub(super) use visits::Visits;

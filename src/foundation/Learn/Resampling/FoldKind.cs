namespace Kirana.Learn.Resampling;

/// <summary>How rows are parted into folds.</summary>
public enum FoldKind
{
    /// <summary>Time-ordered where the data have a time, grouped where they have groups, stratified for classes, else random.</summary>
    Automatic,

    /// <summary>At random, in parts of equal size.</summary>
    Random,

    /// <summary>At random, each class by itself, so that every fold has its share of each.</summary>
    Stratified,

    /// <summary>At random by group: the rows of one group lie in one fold. Where the target is classes, groups are put together so that every fold has about its share of
    /// each.</summary>
    Grouped,

    /// <summary>By time: rows are cut into folds + 1 spans; each fold trains on the spans before the one it holds out. Rows of one moment
    /// lie in one span.</summary>
    Time,
}

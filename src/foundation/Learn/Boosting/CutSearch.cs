namespace Kirana.Learn.Boosting;

/// <summary>Between which values of a numeric feature a tree may cut.</summary>
public enum CutSearch
{
    /// <summary>Between bins of about equal numbers of rows, chosen from a sample of at most 200,000 rows. The fastest, and enough for most
    /// tables.</summary>
    Sample,

    /// <summary>Between bins of about equal weight, chosen from all rows by a sketch whose errors are bounded (Chen and Guestrin, "XGBoost", KDD
    /// 2016, §3.3 and appendix; see <see cref="Binning.QuantileSketch"/>).</summary>
    /// <remarks>For rows of very different weights, where equal numbers of rows would spend bins on rows that hardly count, and for streams in an
    /// order or with rare values that a sample may miss. A bin holds at least the weight of
    /// <see cref="GradientBoosting.MinRowsPerBin"/> average rows. Bins of a million rows of 28 features took 3.8 s of processor time against 0.6;
    /// where rows weigh the same, models were equally good. The weights are those of the rows: at the first round every second derivative
    /// is in proportion to them.</remarks>
    WeightedSketch,

    /// <summary>Between any two values that follow one another in the leaf, in the middle between them: the exact greedy algorithm (ibid.,
    /// algorithm 1).</summary>
    /// <remarks>Every feature is sorted once, and each leaf scans all values of its rows in order: O(rows × features) for each level of a tree,
    /// without the histograms' subtraction, and 16 bytes for each row and numeric feature. 200,000 rows of 28 features took 27 times as long as
    /// with bins, and were learnt equally well. For tables of up to some 100,000 rows, and to see what bins cost. Categories are binned as ever;
    /// <see cref="GradientBoosting.Bins"/> and <see cref="GradientBoosting.MinRowsPerBin"/> say nothing of numbers. Rows in files are refused.</remarks>
    Exact,
}

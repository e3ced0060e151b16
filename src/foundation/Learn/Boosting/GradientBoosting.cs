using Kirana.Learn.Binning;
using Kirana.Learn.Objectives;

namespace Kirana.Learn.Boosting;

/// <summary>Gradient boosting of histogram trees: each tree corrects the sum of those before it.</summary>
/// <remarks>
/// Second-order boosting (Chen and Guestrin, "XGBoost", KDD 2016) on binned features, leaf-wise by default (Ke et al., "LightGBM",
/// NIPS 2017). Defaults are LightGBM's. Differences: features with few bins share a byte (see the guide), sums of gradients are double
/// at every step, and the same options, data and seed give the same model bytes at any thread count and register width.
/// The fewest rows of a leaf are judged by its share of the hessian, as LightGBM does, unless <see cref="Step"/> says otherwise.
/// Cost: O(rows × features) per level of a balanced tree. Immutable and thread-safe.
/// </remarks>
public sealed partial record GradientBoosting : IEstimator<BoostedTrees>, IBinSharing<BoostedTrees>
{
    /// <summary>What is minimised; <see langword="null"/>, the default, goes by the target: squared error for numbers, logistic loss for two
    /// categories, multinomial loss for more.</summary>
    public Objective? Objective { get; init; }

    /// <summary>The number of rounds, 1 to 100,000; one tree each, or one per class. 100 by default.</summary>
    public int Trees { get; init; } = 100;

    /// <summary>The most leaves of a tree, 2 to 65,536; 31 by default.</summary>
    public int Leaves { get; init; } = 31;

    /// <summary>The most splits on the way to a leaf, at least 1; <see langword="null"/>, the default, for any.</summary>
    public int? MaxDepth { get; init; }

    /// <summary>η, what each tree's values are multiplied by, above 0 up to 1; 0.1 by default.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>The order of splits; <see cref="TreeGrowth.LeafWise"/> by default.</summary>
    public TreeGrowth Growth { get; init; } = TreeGrowth.LeafWise;

    /// <summary>Which derivatives choose splits; <see cref="BoostingStep.Newton"/> by default.</summary>
    /// <remarks>Under <see cref="BoostingStep.GradientNewton"/> <see cref="MinHessianPerLeaf"/> counts weights, and <see cref="MinSplitGain"/> and
    /// <see cref="L2"/> in gains are in the units of squared gradients. Not possible there: <see cref="Monotone"/>.</remarks>
    public BoostingStep Step { get; init; } = BoostingStep.Newton;

    /// <summary>The fewest rows of a leaf, at least 1; 20 by default.</summary>
    public int MinRowsPerLeaf { get; init; } = 20;

    /// <summary>The least sum of second derivatives in a leaf, from 0 up; 0.001 by default.</summary>
    public double MinHessianPerLeaf { get; init; } = 1e-3;

    /// <summary>γ, what one more leaf must lower the objective by, from 0 up; 0 by default.</summary>
    public double MinSplitGain { get; init; }

    /// <summary>λ, the weight of ½·‖leaf values‖², from 0 up; 0 by default.</summary>
    public double L2 { get; init; }

    /// <summary>α, the weight of |leaf values|, from 0 up; 0 by default.</summary>
    public double L1 { get; init; }

    /// <summary>Between which values numeric features may be cut; <see cref="CutSearch.Sample"/> by default.</summary>
    public CutSearch Cuts { get; init; } = CutSearch.Sample;

    /// <summary>The most bins of a feature besides the one for missing values, 2 to 65,535; 255 by default.</summary>
    /// <remarks>A categorical feature keeps a bin for each of its most frequent categories, of equally frequent ones for the smaller
    /// codes; all others share the bin of missing values and go right together, so a million categories do no harm but are told apart only
    /// up to this number. A feature of more than 255 bins takes two bytes for each row, and every leaf costs the time of all its bins:
    /// twenty-eight features of 1,000 bins were measured to train 3 times as long as at 255, of 65,535 bins 50 times as long. More bins
    /// are for a few features of many categories.</remarks>
    public int Bins { get; init; } = 255;

    /// <summary>The fewest sampled rows in a bin, at least 1; 3 by default.</summary>
    public int MinRowsPerBin { get; init; } = 3;

    /// <summary>How rows are sampled; <see cref="RowSampling.Uniform"/> by default.</summary>
    public RowSampling Sampling { get; init; } = RowSampling.Uniform;

    /// <summary>The share of rows for each tree under <see cref="RowSampling.Uniform"/>, above 0 up to 1; 1 by default.</summary>
    public double RowFraction { get; init; } = 1;

    /// <summary>GOSS: the share of rows kept for their gradients, above 0; 0.2 by default.</summary>
    public double TopFraction { get; init; } = 0.2;

    /// <summary>GOSS: the share of all rows drawn from the others, above 0, at most 1 together with <see cref="TopFraction"/>; 0.1 by default.</summary>
    public double OtherFraction { get; init; } = 0.1;

    /// <summary>The share of features for each tree, above 0 up to 1; 1 by default.</summary>
    public double FeatureFraction { get; init; } = 1;

    /// <summary>DART: the chance of each earlier tree to be left out while a new one is fitted, 0 to 1; 0, the default, is plain boosting.</summary>
    /// <remarks>Rashmi and Gilad-Bachrach, "DART", AISTATS 2015: the new tree is weighted 1/(k + η) and the k dropped ones k/(k + η).</remarks>
    public double DropRate { get; init; }

    /// <summary>DART: the most trees left out at once, at least 1; 50 by default.</summary>
    public int MaxDrop { get; init; } = 50;

    /// <summary>DART: the chance of a round without dropping, 0 to 1; 0.5 by default.</summary>
    public double SkipDrop { get; init; } = 0.5;

    /// <summary>Features along which the prediction must not fall (+1) or rise (−1), by name; none by default.</summary>
    public IReadOnlyDictionary<string, int> Monotone { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Sets of features, by name, that may meet on one path; a feature in no set is not used. No limits by default.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Interactions { get; init; } = [];

    /// <summary>Stop when the validation loss has not improved for this many rounds, from 0 up; 0, the default, never stops early.</summary>
    /// <remarks>The model keeps the rounds up to the best one. Needs validation rows; not possible with <see cref="DropRate"/>.</remarks>
    public int EarlyStoppingRounds { get; init; }

    /// <summary>Added to the hessian when categories are ordered by gradient over hessian, from 0 up; 10 by default.</summary>
    public double CategorySmoothing { get; init; } = 10;

    /// <summary>Added to λ in splits by category, from 0 up; 10 by default.</summary>
    public double CategoryL2 { get; init; } = 10;

    /// <summary>The most categories on the smaller side of a split, at least 1; 32 by default.</summary>
    public int MaxCategoriesPerSplit { get; init; } = 32;

    /// <summary>A feature with at most this many categories is split one against the rest, from 0 up; 4 by default.</summary>
    public int OneAgainstRestCategories { get; init; } = 4;
}

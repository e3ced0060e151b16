using Kirana.Learn.Bayes;
using Kirana.Learn.Neighbors;

namespace Kirana.Pipelines.Learn.Learners;

/// <summary>The options of nearest neighbours and of naive Bayes.</summary>
internal static class NeighborOptions
{
    public static OptionTable<NearestNeighbors> Table { get; } = new OptionTable<NearestNeighbors>(new NearestNeighbors())
        .Whole("neighbors", "from 1", "how many of the nearest rows count", l => l.Neighbors, (l, v) => l with { Neighbors = v })
        .Word("weighting", "how much each counts", [("uniform", NeighborWeighting.Uniform), ("distance", NeighborWeighting.Distance)], l => l.Weighting, (l, v) => l with { Weighting = v })
        .Word("metric", "how far rows lie apart", [("euclidean", NeighborMetric.Euclidean), ("manhattan", NeighborMetric.Manhattan)], l => l.Metric, (l, v) => l with { Metric = v })
        .Flag("standardises", "columns are divided by their deviation", l => l.Standardises, (l, v) => l with { Standardises = v });

    public static OptionTable<GaussianNaiveBayes> Bayes { get; } = new OptionTable<GaussianNaiveBayes>(new GaussianNaiveBayes())
        .Number("smoothing", "above 0", "what is added to every variance, as a share of the greatest", l => l.Smoothing, (l, v) => l with { Smoothing = v })
        .Flag("fits-priors", "classes are as likely beforehand as they are frequent", l => l.FitsPriors, (l, v) => l with { FitsPriors = v });
}

using Kirana.Data.Fitting;
using Kirana.Learn.Boosting;
using Kirana.Learn.Linear;
using Kirana.Learn.Metrics;
using Kirana.Learn.Trees;
using Kirana.Learn.Validation;
using Kirana.Numerics.Statistics;
using static Kirana.Tests.Foundation.Learn.Validation.ValidationGolden;

namespace Kirana.Tests.Foundation.Learn.Validation;

public sealed class ComparisonTests
{
    private static readonly FitContext s_context = new() { Threads = 2, Seed = 4 };

    [Fact]
    public void Areas_differ_as_pROC_says()
    {
        var (expected, truths) = (Doubles("delong"), Array.ConvertAll(Doubles("truths"), truth => (float)truth));
        var interval = RocArea.Difference(truths, Doubles("first"), Doubles("second"));
        Near(expected[0] - expected[1], interval.Estimate);
        Near(expected[2], interval.Lower, 1e-10);
        Near(expected[3], interval.Upper, 1e-10);
        var (difference, error) = RocArea.Compare(truths, Doubles("first"), Doubles("second"));
        Near(expected[4], 2 * NormalDistribution.Above(Math.Abs(difference / error)), 1e-10);
    }

    [Fact]
    public void Counts_and_several_tests_are_judged_as_by_R()
    {
        Assert.All(Lists("mcnemar"), row => Near(row[2], McNemarTest.ProbabilityOf((int)row[0], (int)row[1]), 1e-11));
        Assert.Equal(1, McNemarTest.ProbabilityOf(0, 0));
        Assert.InRange(McNemarTest.ProbabilityOf(40_000, 39_900), 0.7, 0.75);
        Assert.Equal(Doubles("holm"), Holm.Adjust(Doubles("p_values")), (a, b) => Math.Abs(a - b) < 1e-15);
        Assert.Equal([0.02, double.NaN, 0.04], Holm.Adjust([0.01, double.NaN, 0.04]));
    }

    [Fact]
    public void A_learner_does_not_differ_from_itself_and_does_from_a_worse_one()
    {
        var data = Tables.Of(300, classes: 2);
        var options = new CrossValidation { Repeats = 2, Resamples = 100 };
        var good = options.Run(new GradientBoosting { Trees = 30 }, data, s_context);
        var stump = options.Run(new DecisionTree { MaxDepth = 1 }, data, s_context);

        var same = PairedComparison.Of(good, good, Scoring.RocArea);
        Assert.Equal((new Interval(0, 0, 0), 1.0), (same.OverRows, same.Probability));
        Assert.Equal((1.0, 1.0), (same.Calls!.Probability, same.Areas!.Probability));

        var differs = PairedComparison.Of(good, [stump, good], Scoring.RocArea);
        Assert.True(differs[0].OverRows.Lower > 0.03 && differs[0].OverFolds.Lower > 0);
        Assert.True(differs[0].Probability < 0.01 && Math.Abs(differs[0].Adjusted - 2 * differs[0].Probability) < 1e-12);
        Assert.Equal(1, differs[1].Adjusted);
        Assert.True(differs[0].Areas!.Probability < 0.001 && differs[0].Calls!.Probability < 0.01);
        Near(good.Mean(Scoring.RocArea) - stump.Mean(Scoring.RocArea), differs[0].OverFolds.Estimate, 1e-9);
        Assert.Equal(differs[0].Calls!.FirstAlone - differs[0].Calls!.SecondAlone, Right(good) - Right(stump));

        static int Right(CrossValidated own) => own.Predictions.Calls().Zip(own.Predictions.Truths.ToArray()).Count(pair => pair.First == (int)pair.Second);
    }

    [Fact]
    public void Numbers_have_no_calls_and_other_folds_no_pairs()
    {
        var data = Tables.Of(60).Numbers();
        var first = new CrossValidation { Resamples = 10 }.Run(new LinearRegression(), data, s_context);
        var difference = PairedComparison.Of(first, new CrossValidation { Resamples = 10 }.Run(new RidgeRegression { Penalty = 100 }, data, s_context), Scoring.RootMeanSquare);
        Assert.Null(difference.Calls);
        Assert.Null(difference.Areas);
        Assert.True(difference.OverRows.Estimate < 0);
        foreach (var other in new[] { new CrossValidation { Folds = 4, Resamples = 10 }.Run(new LinearRegression(), data, s_context), new CrossValidation { Resamples = 10 }.Run(new LinearRegression(), data, s_context with { Seed = 5 }) })
            Assert.Contains("same folds", Assert.Throws<ArgumentException>(() => PairedComparison.Of(first, other, Scoring.RootMeanSquare)).Message, StringComparison.Ordinal);
    }
}

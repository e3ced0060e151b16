using Kirana.Data.Fitting;
using Kirana.Learn.Linear;
using Kirana.Learn.Metrics;
using Kirana.Learn.SupportVectors;
using Kirana.Learn.Validation;

namespace Kirana.Tests.Foundation.Learn.Validation;

public sealed class ThresholdChoiceTests
{
    private static readonly FitContext s_context = new() { Threads = 2, Seed = 4 };
    private static readonly DecisionValues s_letter = new(TruePositive: 4, FalsePositive: -1, FalseNegative: 0, TrueNegative: 0);

    [Fact]
    public void Each_fold_is_decided_by_the_threshold_of_the_others()
    {
        var validated = new CrossValidation { Folds = 3, Resamples = 50 }.Run(new LogisticRegression { Penalty = 0.01 }, Tables.Of(200, classes: 2).Numbers(), s_context);
        var choice = ThresholdChoice.Of(validated, s_letter);
        var worth = 0.0;
        for (var fold = 0; fold < 3; fold++)
        {
            var own = validated.Folds[fold].Predictions;
            var others = validated.Folds.Where((_, other) => other != fold).Select(other => other.Predictions).ToArray();
            var curve = ThresholdCurve.Of(
                [.. others.SelectMany(other => other.Truths.ToArray()).Select(truth => (float)truth)], [.. others.SelectMany(other => other.Values.ToArray())]);
            Assert.Equal(curve.BestFor(s_letter).Threshold, choice.PerFold[fold]);
            for (var i = 0; i < own.Count; i++)
                worth += own.Values[i] < choice.PerFold[fold] ? 0 : own.Truths[i] > 0 ? 4 : -1;
        }

        Assert.Equal(worth / 200, choice.PerRow.Estimate, 1e-12);
        Assert.Equal(200, choice.Outcomes.Total);
        Assert.True(choice.PerRow.Estimate <= choice.Apparent && choice.PerRow.Estimate > Math.Max(choice.OfNone, choice.OfAll));
        Assert.InRange(choice.PerRow.Estimate, choice.PerRow.Lower, choice.PerRow.Upper);
        // A calibrated model needs no rows to know it.
        Assert.Equal(0.2, choice.Theoretical, 1e-12);
        Assert.InRange(choice.Threshold, 0.1, 0.35);
    }

    [Fact]
    public void Decision_values_have_a_threshold_too_and_numbers_have_none()
    {
        var machine = new CrossValidation { Folds = 3, Resamples = 10 }.Run(new SupportVectorClassifier(), Tables.Of(120, classes: 2).Numbers(), s_context);
        var choice = ThresholdChoice.Of(machine, s_letter);
        Assert.True(double.IsNaN(choice.Theoretical) && choice.Threshold < 0 && choice.PerRow.Estimate > choice.OfAll - 0.2);
        Assert.Throws<ArgumentException>(() => ThresholdChoice.Of(new CrossValidation { Resamples = 10 }.Run(new LinearRegression(), Tables.Of(50).Numbers(), s_context), s_letter));
        Assert.Throws<ArgumentException>(() => ThresholdChoice.Of(machine, s_letter with { TruePositive = double.NaN }));
    }
}

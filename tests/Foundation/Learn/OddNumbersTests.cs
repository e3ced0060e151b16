using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn;
using Kirana.Learn.Bayes;
using Kirana.Learn.Calibration;
using Kirana.Learn.Clusters;
using Kirana.Learn.Components;
using Kirana.Learn.Linear;
using Kirana.Learn.Neighbors;
using Kirana.Learn.Networks;
using Kirana.Learn.SupportVectors;
using Kirana.Tests.Foundation.Learn.LearnerChecks;

namespace Kirana.Tests.Foundation.Learn;

/// <summary>Every learner of complete numbers on the tables of <see cref="OddTables"/>: a model with finite answers, or a refusal that says why.</summary>
public sealed class OddNumbersTests
{
    private static readonly string[] s_targets = ["perceptron", "neighbors"];
    private static readonly string[] s_numbers = ["least squares", "huber", "quantile", "poisson", "plane", "isotonic"];
    private static readonly string[] s_classes = ["logistic", "machine", "bayes"];
    private static readonly string[] s_none = ["means", "mixture", "components"];

    public static TheoryData<string> Learners => [.. s_targets, .. s_numbers, .. s_classes, .. s_none];

    [Theory]
    [MemberData(nameof(Learners))]
    public void Odd_tables_give_finite_answers_or_the_reason_why_not(string learner)
    {
        foreach (var (name, table) in OddTables.Learnable())
        {
            var expected = Refusal(learner, name, table);
            if (expected is not null)
            {
                var fault = Assert.Throws<DataException>(() => Fit(learner, table));
                Assert.Equal((name, expected), (name, fault.Code));
                continue;
            }

            var model = Fit(learner, table);
            Assert.All(ModelAnswers.Of(model, model.Encode(table.Table)), answer => Assert.True(double.IsFinite(answer), $"{name}: {answer}"));
        }
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void Tables_that_nothing_can_be_learnt_from_are_refused_with_the_reason(string learner)
    {
        Refused("no-rows", new TabularData(new Table([new NumberColumn("x", Array.Empty<double>()), Target(0)]), "y"));
        Refused("no-features", new TabularData(new Table([Target(6)]), "y"));
        Refused("wrong-kind", new TabularData(new Table([new TimeColumn("when", new long[6]), Target(6)]), "y"));
        Refused("bad-weight", new TabularData(new Table([new NumberColumn("x", [1.0, 2, 3, 4, 5, 6]), Target(6), new NumberColumn("w", new double[6])]), "y", weight: "w"));
        if (s_numbers.Contains(learner) || s_targets.Contains(learner))
            Refused("bad-target", new TabularData(new Table([new NumberColumn("x", [1.0, 2]), new NumberColumn("y", [1, double.NaN])]), "y"));

        Column Target(int rows) => s_classes.Contains(learner)
            ? new CategoryColumn("y", [.. Enumerable.Range(0, rows).Select(row => row % 2)], ["a", "b"]) : new NumberColumn("y", [.. Enumerable.Range(0, rows).Select(row => (double)row)]);

        void Refused(string code, TabularData table)
        {
            var fault = Assert.Throws<DataException>(() => Fit(learner, table));
            Assert.Equal((learner, code), (learner, fault.Code));
            Assert.NotEmpty(fault.Message);
        }
    }

    [Theory]
    [InlineData("perceptron")]
    [InlineData("neighbors")]
    [InlineData("least squares")]
    [InlineData("huber")]
    [InlineData("quantile")]
    [InlineData("poisson")]
    [InlineData("isotonic")]
    public void What_a_constant_target_teaches_is_that_number(string learner)
    {
        double[] x = [.. Enumerable.Range(0, 30).Select(row => (double)row)];
        var model = Fit(learner, new TabularData(new Table([new NumberColumn("x", x), new NumberColumn("y", [.. x.Select(_ => 3.5)])]), "y"));
        Assert.All(ModelAnswers.Of(model, [-2, 0, 40]), answer => Assert.Equal(3.5, answer, 1e-5));
    }

    /// <summary>The code with which a table has to be refused; <see langword="null"/> where it has to be learnt.</summary>
    private static string? Refusal(string learner, string name, TabularData table)
    {
        if (learner is "bayes" && table.Target is CategoryColumn)
            return name is "one class" ? "one-class" : null;
        var isOfClasses = table.Target is CategoryColumn;
        if ((isOfClasses && s_numbers.Contains(learner)) || (!isOfClasses && s_classes.Contains(learner)))
            return "wrong-kind";
        return name switch
        {
            "an all-missing column" or "nothing but missing values" or "infinities" or "nothing but one infinity" => "missing-value",
            "a category that is always missing" => "wrong-kind",
            "one class" when !s_none.Contains(learner) => "one-class",
            "a constant column" or "nearly all weights 0" when learner is "components" => "constant",
            "nearly all weights 0" when learner is "means" or "mixture" => "too-few-rows",
            _ => null,
        };
    }

    private static ITableModel Fit(string learner, TabularData table)
    {
        var context = new FitContext { Threads = 2, Seed = 3 };
        return learner switch
        {
            "perceptron" => new MultilayerPerceptron { Hidden = [8], Epochs = 5 }.Fit(table, context),
            "neighbors" => new NearestNeighbors { Weighting = NeighborWeighting.Distance }.Fit(table, context),
            "least squares" => new LinearRegression().Fit(table, context),
            "huber" => new HuberRegression().Fit(table, context),
            "quantile" => new QuantileRegression().Fit(table, context),
            "poisson" => new PoissonRegression().Fit(table, context),
            "plane" => new LinearSupportVectorRegression().Fit(table, context),
            "isotonic" => new IsotonicRegression().Fit(table, context),
            "logistic" => new LogisticRegression().Fit(table, context),
            "machine" => new LinearSupportVectorClassifier().Fit(table, context),
            "bayes" => new GaussianNaiveBayes().Fit(table, context),
            "means" => new KMeans { Clusters = 2 }.Fit(table, context),
            "mixture" => new GaussianMixture { Components = 2 }.Fit(table, context),
            _ => new PrincipalComponents().Fit(table, context),
        };
    }
}

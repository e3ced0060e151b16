using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Selection;
using Kirana.Numerics.Random;
using static Kirana.Tests.Foundation.Learn.Selection.SelectionGolden;

namespace Kirana.Tests.Foundation.Learn.Selection;

public sealed class FilterTests
{
    [Fact]
    public void Tests_equal_the_references()
    {
        for (var f = 0; f < Features; f++)
        {
            var values = Column("rows", f, Features);
            AssertNear(Test("variance"), f, FeatureTests.AnalysisOfVariance(values, Classes("three")));
            AssertNear(Test("regression"), f, FeatureTests.Regression(values, Numbers("number")));
        }

        for (var f = 0; f < 3; f++)
            AssertNear(Test("chi2"), f, FeatureTests.ChiSquared(Column("counts", f, 3), Classes("three")));
        var independence = FeatureTests.Independence(Classes("town"), Classes("three"));
        Assert.Equal(Numbers("independence")[0], independence.Statistic, 1e-10);
        Assert.Equal(1, independence.PValue / Numbers("independence")[1], 1e-9);

        static void AssertNear((double[] Statistics, double[] Chances) expected, int f, FeatureTest found)
        {
            Assert.Equal(1, found.Statistic / expected.Statistics[f], 1e-10);
            Assert.Equal(1, found.PValue / expected.Chances[f], 1e-9);
        }
    }

    [Fact]
    public void Tails_equal_the_references_near_and_far()
    {
        (double F, double A, double B)[] fs = [(.3, 1, 5), (4.2, 2, 147), (60, 3, 4000), (900, 1, 20), (1, 500, 500), (.01, 7, 3)];
        (double X, double D)[] squares = [(.1, 1), (5, 4), (300, 20), (.5, 30), (1000, 999), (40, 1)];
        for (var i = 0; i < fs.Length; i++)
        {
            Assert.Equal(1, UpperTail.OfF(fs[i].F, fs[i].A, fs[i].B) / Numbers("f_tails")[i], 1e-10);
            Assert.Equal(1, UpperTail.OfChiSquared(squares[i].X, squares[i].D) / Numbers("chi2_tails")[i], 1e-10);
        }
    }

    [Fact]
    public void Mutual_information_equals_the_references()
    {
        for (var f = 0; f < Features; f++)
        {
            Assert.Equal(Numbers("information_numbers")[f], MutualInformation.OfNumbers(Column("rows", f, Features), Numbers("number")), 1e-9);
            Assert.Equal(Numbers("information_classes")[f], MutualInformation.OfNumberAndClasses(Column("rows", f, Features), Classes("three")), 1e-9);
        }

        Assert.Equal(Number("information_town"), MutualInformation.OfClasses(Classes("town"), Classes("three")), 1e-12);
        Assert.Equal(Number("information_town_number"), MutualInformation.OfNumberAndClasses(Numbers("number"), Classes("town")), 1e-9);
    }

    [Fact]
    public void Mutual_information_of_a_normal_pair_is_near_its_formula_and_copes_with_ties()
    {
        var random = new RandomStream(3);
        double[] x = [.. Enumerable.Range(0, 4_000).Select(_ => random.NextGaussian())];
        double[] y = [.. x.Select(value => 0.8 * value + 0.6 * random.NextGaussian())];
        Assert.Equal(-0.5 * Math.Log(1 - 0.64), MutualInformation.OfNumbers(x, y), 0.05);
        Assert.Equal(0, MutualInformation.OfNumbers(x, [.. y.Reverse()]), 0.05);
        Assert.InRange(MutualInformation.OfNumbers([.. x.Select(value => Math.Round(value))], y), 0.2, 0.8);
        Assert.Equal(0, MutualInformation.OfNumbers([1, 2, double.NaN], [1, 2, 3]));
        Assert.Equal(0, MutualInformation.OfNumberAndClasses([1, 2, 3], [0, 1, 2]));
    }

    [Fact]
    public void Features_that_say_nothing_are_false_as_seldom_as_asked()
    {
        var random = new RandomStream(9);
        var columns = new List<Column>();
        double[] target = [.. Enumerable.Range(0, 200).Select(_ => random.NextGaussian())];
        for (var f = 0; f < 300; f++)
            columns.Add(new NumberColumn($"x{f}", [.. target.Select(value => (f < 30 ? 0.5 * value : 0) + random.NextGaussian())]));
        var found = new FilterSelection { Level = 0.1 }.Select(new TabularData(new Table([.. columns, new NumberColumn("y", target)]), "y"), FitContext.Default);

        AssertKeeps(found, [.. Enumerable.Range(0, 30).Select(f => $"x{f}")]);
        Assert.InRange(found.Relevant.Count, 30, 40);
        Assert.Equal(0.1 * found.Relevant.Count, found.ExpectedFalse);
    }

    [Theory]
    [InlineData(FilterMeasure.Test, new[] { "f1", "f2" })]
    [InlineData(FilterMeasure.MutualInformation, new[] { "f2", "f5" })]
    public void The_best_are_kept_in_the_order_of_the_table(FilterMeasure measure, string[] expected) =>
        Assert.Equal(expected, new FilterSelection { Measure = measure, Most = 2 }.Select(Rows("three", isOfClasses: true), FitContext.Default).Relevant);

    [Fact]
    public void The_strongest_of_a_selection_are_fewer_of_the_same()
    {
        var random = new RandomStream(1);
        double[] x = [.. Enumerable.Range(0, 200).Select(_ => random.NextGaussian())];
        double[] Noisy(double noise) => [.. x.Select(own => own + noise * random.NextGaussian())];
        var data = new TabularData(new Table([new NumberColumn("c", Noisy(2)), new NumberColumn("a", Noisy(0.1)), new NumberColumn("b", Noisy(1)), new NumberColumn("y", x)]), "y");
        var found = new FilterSelection { Measure = FilterMeasure.Correlation }.Select(data, FitContext.Default);
        Assert.Equal(["c", "a", "b"], found.Relevant);
        Assert.Equal(["a", "b"], found.Strongest(2).Relevant);
        Assert.Equal(found.Scores.Select(score => score.Importance), found.Strongest(1).Scores.Select(score => score.Importance));
        Assert.Throws<ArgumentOutOfRangeException>(() => found.Strongest(0));
    }

    [Fact]
    public void Every_kind_of_feature_is_tested_against_every_kind_of_target()
    {
        var random = new RandomStream(5);
        int[] town = [.. Enumerable.Range(0, 300).Select(_ => random.Next(4))], moon = [.. Enumerable.Range(0, 300).Select(_ => random.Next(4))];
        double[] price = [.. Enumerable.Range(0, 300).Select(row => town[row] + 0.5 * random.NextGaussian())];
        Column[] features = [new CategoryColumn("town", town, ["a", "b", "c", "d"]), new CategoryColumn("moon", moon, ["a", "b", "c", "d"]), new NumberColumn("price", [.. price.Select((value, row) => row % 9 == 0 ? double.NaN : value)])];
        foreach (var target in new Column[] { new NumberColumn("y", [.. price.Select(value => value + random.NextGaussian())]), new CategoryColumn("y", [.. town.Select(own => random.Next(5) == 0 ? 0 : own / 2)], ["n", "y"]) })
            Assert.Equal(["town", "price"], new FilterSelection { Level = 0.001 }.Select(new TabularData(new Table([.. features, target]), "y"), FitContext.Default).Relevant);
    }

    [Fact]
    public void What_cannot_be_told_is_kept_out_and_wrong_options_are_named()
    {
        var odd = new TabularData(new Table([new NumberColumn("same", [2f, 2, 2, 2]), new NumberColumn("none", [float.NaN, float.NaN, float.NaN, float.NaN]), new NumberColumn("x", [1f, 2, 3, 4]), new NumberColumn("y", [1f, 2, 3, 5])]), "y");
        Assert.Equal(["x"], new FilterSelection { Most = 3 }.Select(odd, FitContext.Default).Relevant);
        Assert.Contains("Most is not given", Assert.Throws<ArgumentException>(() => new FilterSelection { Measure = FilterMeasure.MutualInformation }.Select(odd, FitContext.Default)).Message, StringComparison.Ordinal);
        Assert.Equal("wrong-kind", Assert.Throws<DataException>(() => new FilterSelection { Measure = FilterMeasure.ChiSquared, Most = 1 }.Select(odd, FitContext.Default)).Code);
        Assert.Equal("wrong-kind", Assert.Throws<DataException>(() => new FilterSelection { Measure = FilterMeasure.Correlation }.Select(Rows("three", isOfClasses: true), FitContext.Default)).Code);
        Assert.Equal("wrong-kind", Assert.Throws<DataException>(() => new FilterSelection { Measure = FilterMeasure.ChiSquared }.Select(Rows("three", isOfClasses: true), FitContext.Default)).Code);
        Assert.Throws<ArgumentException>(() => FeatureTests.ChiSquared([-1], [0]));
        Assert.Equal(double.NaN, FeatureTests.AnalysisOfVariance([1, 2], [0, 0]).Statistic);
        Assert.Equal(double.PositiveInfinity, FeatureTests.AnalysisOfVariance([1, 1, 2, 2], [0, 0, 1, 1]).Statistic);
    }
}

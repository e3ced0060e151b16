using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Preparation;
using Kirana.Numerics.Random;
using static Kirana.Tests.Foundation.Learn.Preparation.PreparationGolden;

namespace Kirana.Tests.Foundation.Learn.Preparation;

public sealed class StepTests
{
    [Theory]
    [InlineData(ImputationStrategy.Mean, "mean")]
    [InlineData(ImputationStrategy.Median, "median")]
    [InlineData(ImputationStrategy.MostFrequent, "most_frequent")]
    [InlineData(ImputationStrategy.Constant, "constant")]
    public void Imputes_as_the_reference_does(ImputationStrategy strategy, string golden) =>
        AssertSame(Numbers(golden), Prepared(Numeric("gaps"), new Imputation { Strategy = strategy, Constant = -2 }));

    [Fact]
    public void Scales_as_the_reference_does_around_gaps_and_with_weights()
    {
        AssertSame(Numbers("standard"), Prepared(Numeric("gaps"), new Scaling()));
        AssertSame(Numbers("robust"), Prepared(Numeric("gaps"), new Scaling { Kind = ScalingKind.Robust }));
        AssertSame(Numbers("standard_weighted"), Prepared(Numeric("rows", isWeighted: true), new Scaling()));
    }

    [Fact]
    public void Frequent_categories_get_columns_and_the_others_share_one_as_in_the_reference()
    {
        var data = Colours();
        var unweighted = new TabularData(data.Table.Select(["colour", "y"]), "y");
        var fitted = TablePreparation.Of(new OneHotEncoding { MostColumns = 4 }).Fit(unweighted, FitContext.Default);

        Assert.Equal("colour=(other)", fitted.PreparedNames[^1]);
        AssertSame(Numbers("one_hot"), Prepared(fitted, data.Table));
        AssertSame(Numbers("one_hot_unseen"), Prepared(fitted, One("pink")));
    }

    [Fact]
    public void Unseen_and_missing_categories_have_zeros_or_columns_of_their_own()
    {
        var data = new TabularData(new Table([new CategoryColumn("c", [0, 1, 0, 2, -1], ["a", "b", "rare"]), new NumberColumn("y", new float[5])]), "y");
        var all = TablePreparation.Of(new OneHotEncoding()).Fit(data, FitContext.Default);
        Assert.Equal(["c=a", "c=b", "c=rare", "c=(missing)"], all.PreparedNames);
        Assert.Equal([0, 0, 0, 0], Prepared(all, One("new", "c")));
        Assert.Equal([0, 0, 0, 1], Prepared(all, One(null, "c")));

        var pooled = TablePreparation.Of(new OneHotEncoding { LeastRows = 2, MissingColumn = false }).Fit(data, FitContext.Default);
        Assert.Equal(["c=a", "c=(other)"], pooled.PreparedNames);
        Assert.Equal([0, 1], Prepared(pooled, One("new", "c")));
        Assert.Equal([0, 0], Prepared(pooled, One(null, "c")));
        Assert.Equal([0, 0], Prepared(TablePreparation.Of(new OneHotEncoding { LeastRows = 2, MissingColumn = false, UnseenIsOther = false }).Fit(data, FitContext.Default), One("new", "c")));
    }

    [Fact]
    public void A_target_encoding_is_the_smoothed_mean_for_new_rows()
    {
        var fitted = TablePreparation.Of(new TargetEncoding { Smoothing = 7 }).Fit(Colours(), FitContext.Default);
        AssertSame(Numbers("target"), Prepared(fitted, Colours().Table));
        Assert.Equal((float)Mean(), Assert.Single(Prepared(fitted, One("pink"))), 1e-5f);

        static double Mean()
        {
            var (y, w) = (Numbers("number"), Numbers("weights"));
            return y.Zip(w, (value, weight) => value * weight).Sum() / w.Sum();
        }
    }

    [Fact]
    public void A_training_row_has_no_part_in_its_own_target_encoding()
    {
        var random = new RandomStream(3);
        int[] codes = [.. Enumerable.Range(0, 200).Select(_ => random.Next(6))];
        float[] targets = [.. Enumerable.Range(0, 200).Select(_ => (float)random.NextGaussian())];
        var before = Encoded(targets);
        for (var row = 0; row < 200; row += 17)
        {
            var changed = (float[])targets.Clone();
            changed[row] = 1000;
            var after = Encoded(changed);
            Assert.Equal(before[row], after[row]);
            Assert.NotEqual(before, after);
        }

        float[] Encoded(float[] y)
        {
            var data = new TabularData(new Table([new CategoryColumn("c", codes, ["a", "b", "c", "d", "e", "f"]), new NumberColumn("y", y)]), "y");
            var (_, training) = TablePreparation.Of(new TargetEncoding()).FitTraining(data, FitContext.Default);
            return ((NumberColumn)training.Table["c"]).Singles.ToArray();
        }
    }

    [Fact]
    public void More_than_two_classes_get_an_encoding_for_each()
    {
        var data = new TabularData(new Table([new CategoryColumn("c", [0, 0, 0, 1, 1, 1], ["a", "b"]), new CategoryColumn("y", [0, 0, 1, 1, 2, 2], ["x", "y", "z"])]), "y");
        var fitted = TablePreparation.Of(new TargetEncoding { Smoothing = 0 }).Fit(data, FitContext.Default);
        Assert.Equal(["c→x", "c→y", "c→z"], fitted.PreparedNames);
        AssertSame([2 / 3.0, 1 / 3.0, 0, 1 / 3.0, 1 / 3.0, 1 / 3.0], [.. Prepared(fitted, One("a", "c")), .. Prepared(fitted, One("new", "c"))]);
    }

    [Fact]
    public void Constant_columns_and_repetitions_are_dropped()
    {
        float[] ramp = [1, 2, float.NaN, 4];
        var data = new TabularData(new Table(
        [
            new NumberColumn("x", ramp), new NumberColumn("again", ramp), new NumberColumn("three", [3f, 3, 3, 3]), new NumberColumn("none", [float.NaN, float.NaN, float.NaN, float.NaN]),
            new NumberColumn("gaps", [3f, float.NaN, 3, 3]), new CategoryColumn("c", [0, 1, 0, 1], ["a", "b"]), new CategoryColumn("d", [1, 0, 1, 0], ["b", "a"]),
            new CategoryColumn("e", [0, 1, 0, 1], ["p", "q"]), new NumberColumn("y", ramp),
        ]), "y");
        Assert.Equal(["x", "gaps", "c", "e"], TablePreparation.Of(new RedundantColumns()).Fit(data, FitContext.Default).PreparedNames);
        Assert.Equal(6, TablePreparation.Of(new RedundantColumns { Constants = false }).Fit(data, FitContext.Default).Width);
    }

    [Fact]
    public void Whole_weights_count_as_repeated_rows()
    {
        var weighted = Numeric("gaps", isWeighted: true);
        int[] repeated = [.. Enumerable.Range(0, weighted.RowCount).SelectMany(row => Enumerable.Repeat(row, (int)weighted.Weight![row]))];
        var plain = new TabularData(weighted.Take(repeated).Table.Select(["f0", "f1", "f2", "f3", "f4", "y"]), "y");
        foreach (var step in new PreparationStep[] { new Scaling(), new Scaling { Kind = ScalingKind.Robust }, new Imputation(), new Imputation { Strategy = ImputationStrategy.MostFrequent } })
        {
            var (one, other) = (TablePreparation.Of(step).Fit(weighted, FitContext.Default), TablePreparation.Of(step).Fit(plain, FitContext.Default));
            AssertSame([.. Prepared(other, weighted.Table).Select(value => (double)value)], Prepared(one, weighted.Table));
        }
    }

    [Fact]
    public void Wrong_options_and_columns_are_named()
    {
        var fault = Assert.Throws<ArgumentException>(() => TablePreparation.Of(new OneHotEncoding { MostColumns = 0 }, new TargetEncoding { Folds = 1, Smoothing = double.NaN }).Fit(Colours(), FitContext.Default));
        Assert.Contains("step 1, OneHotEncoding: MostColumns is 0", fault.Message, StringComparison.Ordinal);
        Assert.Contains("step 2, TargetEncoding: Smoothing is NaN", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Folds is 1", fault.Message, StringComparison.Ordinal);
        Assert.Equal("missing-column", Assert.Throws<DataException>(() => TablePreparation.Of(new Scaling { Columns = ["nope"] }).Fit(Colours(), FitContext.Default)).Code);
        Assert.Equal("wrong-kind", Assert.Throws<DataException>(() => TablePreparation.Of(new Scaling { Columns = ["colour"] }).Fit(Colours(), FitContext.Default)).Code);
        Assert.Equal("wrong-kind", Assert.Throws<DataException>(() => TablePreparation.Of(new OneHotEncoding { Columns = ["f0"] }).Fit(Numeric("rows"), FitContext.Default)).Code);
    }

    internal static Table One(string? text, string name = "colour") => new([text is null ? new CategoryColumn(name, [-1], []) : new CategoryColumn(name, [0], [text])]);
}

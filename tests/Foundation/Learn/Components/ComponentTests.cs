using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Data.Tables;
using Kirana.Learn.Components;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Components;

public sealed class ComponentTests
{
    private static readonly float[] s_test = AroundGolden.Floats("test");

    [Fact]
    public void Principal_components_are_those_of_scikit_learn()
    {
        var model = new PrincipalComponents().Fit(AroundGolden.Data(null), FitContext.Default);
        AroundGolden.AssertNear(AroundGolden.Numbers("components", "variances"), model.Variances, 1e-9);
        AroundGolden.AssertNear(AroundGolden.Numbers("components", "ratios"), model.Shares, 1e-9);
        AroundGolden.AssertNear(AroundGolden.Numbers("components", "singular"), model.SingularValues, 1e-9);
        AssertVectors(AroundGolden.Numbers("components", "vectors"), AroundGolden.Numbers("components", "test"), model, s_test);
    }

    [Fact]
    public void Singular_vectors_are_those_of_scikit_learn()
    {
        var model = new TruncatedSvd().Fit(AroundGolden.Data(null), FitContext.Default);
        AroundGolden.AssertNear(AroundGolden.Numbers("components", "svd_singular"), model.SingularValues, 1e-9);
        AssertVectors(AroundGolden.Numbers("components", "svd"), AroundGolden.Numbers("components", "svd_test"), model, s_test);
    }

    [Fact]
    public void Fewer_rows_than_features_give_the_same_by_the_matrix_of_the_rows()
    {
        var wide = AroundGolden.Numbers("components", "wide");
        var columns = Enumerable.Range(0, 6).Select(f => new NumberColumn($"f{f}", [.. Enumerable.Range(0, 4).Select(row => wide[row * 6 + f])]));
        var model = new PrincipalComponents { Components = 3 }.Fit(new TabularData(new Table(columns)), FitContext.Default);
        AroundGolden.AssertNear(AroundGolden.Numbers("components", "wide_variances"), model.Variances, 1e-9);
        AssertVectors(AroundGolden.Numbers("components", "wide_vectors"), [], model, []);
    }

    [Fact]
    public void Rows_come_back_from_all_scores_and_nearly_from_few()
    {
        var data = AroundGolden.Data(null);
        var rows = AroundGolden.Floats("rows");
        foreach (var standardises in new[] { false, true })
        {
            var learner = new PrincipalComponents { Standardises = standardises };
            Assert.InRange(Error(learner.Fit(data, FitContext.Default)), 0, 1e-10);
            Assert.InRange(Error((learner with { Components = 2 }).Fit(data, FitContext.Default)), 0.1, 3);
        }

        double Error(ComponentModel model)
        {
            var (scores, restored) = (new double[150 * model.Components], new float[600]);
            model.Transform(rows, scores);
            model.Restore(scores, restored);
            return rows.Zip(restored).Average(pair => (double)(pair.First - pair.Second) * (pair.First - pair.Second));
        }
    }

    [Fact]
    public void A_share_of_the_variance_decides_how_many()
    {
        var all = new PrincipalComponents().Fit(AroundGolden.Data(null), FitContext.Default).Shares;
        Assert.Equal(2, new PrincipalComponents { Share = all[0] + all[1] }.Fit(AroundGolden.Data(null), FitContext.Default).Components);
        Assert.Equal(3, new PrincipalComponents { Share = all[0] + all[1] + 0.001 }.Fit(AroundGolden.Data(null), FitContext.Default).Components);
    }

    [Fact]
    public void Weights_are_repeated_rows_and_threads_change_no_bit()
    {
        var data = AroundGolden.Data(null);
        double[] weights = [.. Enumerable.Range(0, 150).Select(row => (double)(row % 3))];
        var weighted = new PrincipalComponents().Fit(new TabularData(new Table([.. data.Table.Columns, new NumberColumn("w", weights)]), weight: "w"), FitContext.Default);
        var repeated = new PrincipalComponents().Fit(data.Take([.. Enumerable.Range(0, 150).SelectMany(row => Enumerable.Repeat(row, row % 3))]), FitContext.Default);
        AroundGolden.AssertNear(repeated.Variances, weighted.Variances, 1e-9);
        var random = new RandomStream(2);
        var many = new TabularData(new Table(Enumerable.Range(0, 3).Select(f => new NumberColumn($"f{f}", [.. Enumerable.Range(0, 9_000).Select(_ => random.NextGaussian())]))));
        Assert.Equal(Bytes(new PrincipalComponents().Fit(many, new FitContext { Threads = 1 })), Bytes(new PrincipalComponents().Fit(many, new FitContext { Threads = 4 })));
    }

    [Fact]
    public void A_model_is_read_from_its_file_and_columns_that_cannot_be_used_are_refused()
    {
        var model = new PrincipalComponents { Components = 2, Standardises = true }.Fit(AroundGolden.Data(null), FitContext.Default);
        using var reader = ModelReader.Parse(Bytes(model), "model");
        Assert.Equal(Bytes(model), Bytes(ComponentModel.Load(reader)));
        Assert.Equal("constant", Assert.Throws<DataException>(() => new PrincipalComponents().Fit(new TabularData(new Table([new NumberColumn("a", [5.0, 5, 5])])), FitContext.Default)).Code);
        Assert.Contains("Components and Share are both given", Assert.Throws<ArgumentException>(() => new PrincipalComponents { Components = 1, Share = 0.5 }.Fit(AroundGolden.Data(null), FitContext.Default)).Message, StringComparison.Ordinal);
    }

    private static byte[] Bytes(ComponentModel model)
    {
        var writer = new ModelWriter(ComponentModel.ModelKind, ComponentModel.ModelVersion, ComponentModel.ModelVersion);
        model.Save(writer);
        return writer.ToArray();
    }

    /// <summary>Up to the sign of each vector, which the library chooses.</summary>
    private static void AssertVectors(double[] vectors, double[] scores, ComponentModel model, float[] rows)
    {
        var found = new double[rows.Length / model.Features * model.Components];
        model.Transform(rows, found);
        for (var k = 0; k < model.Components; k++)
        {
            var own = model.Vector(k).ToArray();
            Assert.True(own.MaxBy(Math.Abs) > 0);
            var sign = own.Zip(vectors.Skip(k * model.Features)).Sum(pair => pair.First * pair.Second) > 0 ? 1 : -1;
            AroundGolden.AssertNear(vectors[(k * model.Features)..((k + 1) * model.Features)], own.Select(value => sign * value), 1e-8);
            for (var row = 0; row < scores.Length / model.Components; row++)
                Assert.Equal(scores[row * model.Components + k], sign * found[row * model.Components + k], 1e-7);
        }
    }
}

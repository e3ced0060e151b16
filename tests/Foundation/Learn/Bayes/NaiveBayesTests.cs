using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Data.Tables;
using Kirana.Learn.Bayes;

namespace Kirana.Tests.Foundation.Learn.Bayes;

public sealed class NaiveBayesTests
{
    public static TheoryData<string> Models =>
        ["gaussian", "gaussian_weighted", "multinomial", "multinomial_weighted", "bernoulli", "bernoulli_weighted", "categorical", "categorical_weighted"];

    [Theory]
    [MemberData(nameof(Models))]
    public void Shares_of_classes_are_those_of_scikit_learn(string name)
    {
        var (model, rows) = Fitted(name);
        var shares = new float[75];
        model.PredictProbabilities(rows, shares);
        AroundGolden.AssertNear(AroundGolden.Numbers("bayes", name), shares.Select(share => (double)share), 1e-6);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void A_model_is_read_from_its_file_and_predicts_without_allocating(string name)
    {
        var (model, rows) = Fitted(name);
        var writer = new ModelWriter(NaiveBayesModel.ModelKind, NaiveBayesModel.ModelVersion, NaiveBayesModel.ModelVersion);
        model.Save(writer);
        using var reader = ModelReader.Parse(writer.ToArray(), "model");
        var loaded = NaiveBayesModel.Load(reader);
        var (one, other) = (new float[75], new float[75]);
        model.PredictProbabilities(rows, one);
        loaded.PredictProbabilities(rows, other);
        var before = GC.GetAllocatedBytesForCurrentThread();
        loaded.PredictProbabilities(rows, other);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(one, other);
    }

    [Fact]
    public void What_is_missing_says_nothing()
    {
        var data = AroundGolden.Data("classes");
        var model = new GaussianNaiveBayes().Fit(data, FitContext.Default);
        var (shares, priors) = (new float[3], model.LogPriors.ToArray());
        model.PredictProbabilities([float.NaN, float.NaN, float.NaN, float.NaN], shares);
        for (var k = 0; k < 3; k++)
            Assert.Equal(Math.Exp(priors[k]), shares[k], 1e-6);
        // A column without values changes nothing of what the others say.
        var gone = new NumberColumn("gone", [.. Enumerable.Repeat(double.NaN, data.RowCount)]);
        var wider = new GaussianNaiveBayes().Fit(new TabularData(new Table([gone, .. data.Table.Columns]), "y"), FitContext.Default);
        var (one, other) = (new float[3], new float[3]);
        model.PredictProbabilities([1, 2, 3, 4], one);
        wider.PredictProbabilities([5, 1, 2, 3, 4], other);
        for (var k = 0; k < 3; k++)
            Assert.Equal(one[k], other[k], 1e-6f);
    }

    [Fact]
    public void Weights_are_repeated_rows()
    {
        var (data, weights) = (AroundGolden.Data("classes"), Enumerable.Range(0, 150).Select(row => (double)(row % 3)).ToArray());
        var weighted = new GaussianNaiveBayes().Fit(new TabularData(new Table([.. data.Table.Columns, new NumberColumn("w", weights)]), "y", weight: "w"), FitContext.Default);
        var repeated = new GaussianNaiveBayes().Fit(data.Take([.. Enumerable.Range(0, 150).SelectMany(row => Enumerable.Repeat(row, row % 3))]), FitContext.Default);
        AroundGolden.AssertNear(repeated.Parameters.ToArray(), weighted.Parameters.ToArray(), 1e-12);
        AroundGolden.AssertNear(repeated.Spreads.ToArray(), weighted.Spreads.ToArray(), 1e-7);
    }

    [Fact]
    public void Columns_of_the_wrong_kind_are_refused_with_the_way_out()
    {
        var fault = Assert.Throws<DataException>(() => new CategoricalNaiveBayes().Fit(AroundGolden.Data("classes"), FitContext.Default));
        Assert.Equal(("wrong-kind", "f0"), (fault.Code, fault.Column));
        Assert.Contains("GaussianNaiveBayes", fault.Hint, StringComparison.Ordinal);
        Assert.Equal("negative-value", Assert.Throws<DataException>(() => new MultinomialNaiveBayes().Fit(AroundGolden.Data("classes"), FitContext.Default)).Code);
        Assert.Contains("Smoothing is 0", Assert.Throws<ArgumentException>(() => new BernoulliNaiveBayes { Smoothing = 0 }.Fit(AroundGolden.Data("classes"), FitContext.Default)).Message, StringComparison.Ordinal);
    }

    private static (NaiveBayesModel Model, float[] Rows) Fitted(string name)
    {
        var isWeighted = name.EndsWith("weighted", StringComparison.Ordinal);
        if (name.StartsWith("categorical", StringComparison.Ordinal))
        {
            var codes = AroundGolden.Numbers("codes");
            var data = AroundGolden.Data("classes", isWeighted);
            string[] levels = [.. Enumerable.Range(0, 8).Select(level => $"level {level}")];
            var columns = Enumerable.Range(0, 4).Select(f => new CategoryColumn($"f{f}", [.. Enumerable.Range(0, 150).Select(row => (int)codes[row * 4 + f])], levels));
            var table = new Table([.. columns, .. data.Table.Columns.Skip(4)]);
            var model = new CategoricalNaiveBayes { Smoothing = isWeighted ? 1 : 0.5 }.Fit(new TabularData(table, "y", weight: isWeighted ? "w" : null), FitContext.Default);
            return (model, model.Encode(table).AsSpan(0, 100).ToArray());
        }

        var isOfCounts = name.StartsWith("multinomial", StringComparison.Ordinal);
        var rows = AroundGolden.Data("classes", isWeighted, isOfCounts ? "counts" : "rows");
        return (name switch
        {
            "multinomial" => new MultinomialNaiveBayes { Smoothing = 0.7 }.Fit(rows, FitContext.Default),
            "multinomial_weighted" => new MultinomialNaiveBayes().Fit(rows, FitContext.Default),
            "bernoulli" => new BernoulliNaiveBayes { Threshold = 0.5 }.Fit(rows, FitContext.Default),
            "bernoulli_weighted" => new BernoulliNaiveBayes { FitsPriors = false }.Fit(rows, FitContext.Default),
            _ => new GaussianNaiveBayes().Fit(rows, FitContext.Default),
        }, isOfCounts ? AroundGolden.Floats("counts")[..100] : AroundGolden.Floats("test"));
    }
}

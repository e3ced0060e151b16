using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Data.Tables;
using Kirana.Learn.Calibration;

namespace Kirana.Tests.Foundation.Learn.Calibration;

public sealed class IsotonicRegressionTests
{
    [Fact]
    public void Curves_are_those_of_scikit_learn()
    {
        var (rising, falling) = (new IsotonicRegression().Fit(Data(0, isWeighted: true), FitContext.Default), new IsotonicRegression { IsRising = false }.Fit(Data(1, isWeighted: false), FitContext.Default));
        var test = AroundGolden.Floats("test");
        for (var i = 0; i < 25; i++)
        {
            Assert.Equal(AroundGolden.Numbers("isotonic", "rising")[i], rising.Predict([test[4 * i]]), 1e-4);
            Assert.Equal(AroundGolden.Numbers("isotonic", "falling")[i], falling.Predict([test[4 * i + 1]]), 1e-4);
        }
    }

    [Fact]
    public void A_curve_is_read_from_its_file_and_more_than_one_feature_is_refused()
    {
        var model = new IsotonicRegression().Fit(Data(0, isWeighted: false), FitContext.Default);
        var writer = new ModelWriter(IsotonicCurve.ModelKind, IsotonicCurve.ModelVersion, IsotonicCurve.ModelVersion);
        model.Save(writer);
        using var reader = ModelReader.Parse(writer.ToArray(), "model");
        Assert.Equal(model.Predict([0.3f]), IsotonicCurve.Load(reader).Predict([0.3f]));
        Assert.True(float.IsNaN(model.Predict([float.NaN])));
        Assert.Equal("many-features", Assert.Throws<DataException>(() => new IsotonicRegression().Fit(AroundGolden.Data("number"), FitContext.Default)).Code);
    }

    private static TabularData Data(int feature, bool isWeighted)
    {
        var all = AroundGolden.Data("number", isWeighted);
        return new TabularData(new Table(all.Table.Columns.Where(column => column.Name is "y" or "w" || string.Equals(column.Name, $"f{feature}", StringComparison.Ordinal))), "y", weight: isWeighted ? "w" : null);
    }
}

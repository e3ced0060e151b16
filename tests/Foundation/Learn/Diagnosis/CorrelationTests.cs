using System.Text.Json;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Diagnosis;

namespace Kirana.Tests.Foundation.Learn.Diagnosis;

public sealed class CorrelationTests
{
    private const int Features = 5;

    private static readonly JsonElement s_golden =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "Learn", "diagnosis.json"))).RootElement;

    [Fact]
    public void Correlations_equal_the_references_around_gaps_and_ties()
    {
        var (number, two) = (Numbers("number"), Array.ConvertAll(Numbers("two"), value => value > 0));
        for (var f = 0; f < Features; f++)
        {
            var own = Column("gaps", f);
            Assert.Equal(Numbers("pearson")[f], Correlation.Pearson(own, number), 1e-12);
            Assert.Equal(Numbers("spearman")[f], Correlation.Spearman(own, number), 1e-12);
            Assert.Equal(Numbers("point_biserial")[f], Correlation.PointBiserial(two, own), 1e-12);
        }
    }

    [Fact]
    public void A_diagnosis_tells_them_with_the_variance_inflation()
    {
        var data = new TabularData(new Table([.. Enumerable.Range(0, Features).Select(f => new NumberColumn($"f{f}", Column("rows", f))), new NumberColumn("y", Numbers("number"))]), "y");
        var diagnosis = new TableExamination().Diagnose(data, FitContext.Default);
        for (var f = 0; f < Features; f++)
        {
            Assert.Equal(Numbers("inflation")[f], diagnosis.Columns[f].VarianceInflation, 1e-6 * Numbers("inflation")[f]);
            Assert.Equal(Correlation.Spearman(Column("rows", f), Numbers("number")), diagnosis.Columns[f].Spearman);
        }

        Assert.Equal(Numbers("inflation").Count(value => value >= 10), diagnosis.Named("collinear").Count);
    }

    [Fact]
    public void Columns_that_are_constant_where_both_have_values_have_no_correlation()
    {
        Assert.Equal(double.NaN, Correlation.Pearson([1, 1, 1], [1, 2, 3]));
        Assert.Equal(double.NaN, Correlation.Spearman([1, 2, double.NaN], [double.NaN, 2, 3]));
        Assert.Equal(double.NaN, Correlation.Pearson([0.1, 0.1, 0.1 + 1e-17], [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => Correlation.Pearson([1], [1, 2]));
    }

    private static double[] Numbers(string name) =>
        [.. s_golden.GetProperty(name).EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble())];

    private static double[] Column(string rows, int feature) => [.. Numbers(rows).Where((_, i) => i % Features == feature)];
}

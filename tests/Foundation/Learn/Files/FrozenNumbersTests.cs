using Kirana.Data;
using Kirana.Data.Csv;
using Kirana.Data.ModelFiles;
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

namespace Kirana.Tests.Foundation.Learn.Files;

/// <summary>Files of the first layout of the models of complete numbers, with what they answered when they were written.</summary>
public sealed class FrozenNumbersTests
{
    private static readonly string s_frozen = Path.Combine(AppContext.BaseDirectory, "golden", "Learn", "models");

    private static readonly Dictionary<string, Func<ModelReader, ITableModel>> s_loads = new(StringComparer.Ordinal)
    {
        [LinearModel.ModelKind] = LinearModel.Load,
        [LogLinearModel.ModelKind] = LogLinearModel.Load,
        [LogisticModel.ModelKind] = LogisticModel.Load,
        [SupportVectorMachine.ModelKind] = SupportVectorMachine.Load,
        [LinearMachine.ModelKind] = LinearMachine.Load,
        [FeedforwardNetwork.ModelKind] = FeedforwardNetwork.Load,
        [NearestNeighborModel.ModelKind] = NearestNeighborModel.Load,
        [NaiveBayesModel.ModelKind] = NaiveBayesModel.Load,
        [KMeansModel.ModelKind] = KMeansModel.Load,
        [GaussianMixtureModel.ModelKind] = GaussianMixtureModel.Load,
        [ComponentModel.ModelKind] = ComponentModel.Load,
        [IsotonicCurve.ModelKind] = IsotonicCurve.Load,
    };

    public static TheoryData<string> Kinds => [.. s_loads.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_file_of_the_first_layout_still_answers_the_same(string kind)
    {
        using var lines = new CsvReader(File.OpenRead(Path.Combine(s_frozen, "numbers.csv")), "numbers.csv");
        var rows = TableReader.Read(lines);
        using var reader = ModelReader.Open(Frozen(kind));
        var model = s_loads[kind](reader);
        var answers = ModelAnswers.Of(model, model.Encode(rows));
        var each = answers.Length / rows.RowCount;
        Assert.Equal(rows.Columns.Count(column => column.Name.StartsWith(kind + ":", StringComparison.Ordinal)), each);
        for (var i = 0; i < answers.Length; i++)
            Assert.Equal(rows.Numbers($"{kind}:{i % each}")[i / each], answers[i]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_file_that_was_changed_or_is_of_another_kind_is_refused(string kind)
    {
        var bytes = File.ReadAllBytes(Frozen(kind));
        for (var at = 0; at < bytes.Length; at += 97)
        {
            byte[] flipped = [.. bytes];
            flipped[at] ^= (byte)(1 << at % 8);
            Assert.Equal("bad-model", Assert.Throws<DataException>(() => Load(flipped, kind)).Code);
        }

        foreach (var other in s_loads.Keys.Where(other => !string.Equals(other, kind, StringComparison.Ordinal)))
            Assert.Contains($"'{kind}'", Assert.Throws<DataException>(() => Load(bytes, other)).Message, StringComparison.Ordinal);
    }

    private static string Frozen(string kind) => Path.Combine(s_frozen, kind + "-1.safetensors");

    private static ITableModel Load(byte[] file, string kind)
    {
        using var reader = ModelReader.Parse(file, kind);
        return s_loads[kind](reader);
    }
}

using System.Text;
using System.Text.Json;
using CsCheck;
using Kirana.Data;
using Kirana.Data.ModelFiles;
using Kirana.Learn.Boosting;
using Kirana.Learn.Imports;
using Kirana.Tests.Foundation.Learn.Boosting;

namespace Kirana.Tests.Foundation.Learn.Imports;

public sealed class ImportTests
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "golden", "Learn", "imports");

    private static readonly JsonElement s_golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(s_folder, "margins.json"))).RootElement;

    public static TheoryData<string> Names => [.. s_golden.GetProperty("answers").EnumerateArray().Select(answer => answer.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Scores_are_those_of_the_library_that_made_the_model(string name)
    {
        var model = Read(name, Bytes(name));
        float[] rows = [.. s_golden.GetProperty("rows").EnumerateArray().Select(v => v.ValueKind == JsonValueKind.Null ? float.NaN : v.GetSingle())];
        var answer = s_golden.GetProperty("answers").EnumerateArray().Single(own => own.GetProperty("name").ValueEquals(name));
        double[] margins = [.. answer.GetProperty("margins").EnumerateArray().Select(v => v.GetDouble())];
        Assert.Equal(5, model.Features);
        var scores = new double[model.Outputs];
        for (var row = 0; row < 60; row++)
        {
            model.Scores(rows.AsSpan(5 * row, 5), scores);
            for (var k = 0; k < scores.Length; k++)
                // XGBoost answers in float.
                Assert.Equal(margins[row * scores.Length + k], scores[k], 1e-6 * Math.Max(1, Math.Abs(margins[row * scores.Length + k]) / 4));
        }

        var loaded = BoostedTrees.Load(ModelReader.Parse(model.ToBytes(), "model"));
        Assert.Equal(model.ToBytes(), loaded.ToBytes());
        var contributions = new double[6 * model.Outputs];
        model.Explain(rows.AsSpan(0, 5), contributions);
        model.Scores(rows.AsSpan(0, 5), scores);
        Assert.Equal(scores.Sum(), contributions.Sum(), 1e-5);
    }

    /// <summary>Whatever bytes are changed, cut or doubled: a model or a clear refusal, nothing else.</summary>
    [Fact]
    public void Damaged_files_give_a_model_or_a_refusal()
    {
        string[] names = ["lightgbm-regression-categories", "lightgbm-classes", "xgboost-categories", "xgboost-dart"];
        var files = names.Select(Bytes).ToArray();
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 30_000], Gen.Byte, Gen.Int[0, 3], Gen.Int[0, 40]).Sample((file, place, value, kind, length) =>
        {
            var bytes = files[file];
            var at = place % bytes.Length;
            var end = Math.Min(bytes.Length, at + length);
            byte[] damaged = kind switch
            {
                0 => [.. bytes.AsSpan(0, at), value, .. bytes.AsSpan(at + 1)],
                1 => bytes[..at],
                2 => [.. bytes.AsSpan(0, at), .. bytes.AsSpan(end)],
                _ => [.. bytes.AsSpan(0, end), .. bytes.AsSpan(at)],
            };
            try
            {
                var model = Read(names[file], damaged);
                var scores = new double[model.Outputs];
                model.Scores(new float[model.Features], scores);
                Assert.All(scores, score => Assert.True(double.IsFinite(score)));
            }
            catch (DataException exception)
            {
                Assert.Equal("bad-model", exception.Code);
            }
        }, iter: 3_000);
    }

    [Theory]
    [InlineData("lightgbm-binary", "sigmoid:1", "sigmoid:2", "sigmoid:2")]
    [InlineData("lightgbm-binary", "objective=binary", "objective=multiclassova", "multiclassova")]
    [InlineData("lightgbm-binary", "version=v4", "version=v9", "v9")]
    [InlineData("lightgbm-binary", "is_linear=0", "is_linear=1", "linear")]
    [InlineData("lightgbm-binary", "end of trees", "end", "end of trees")]
    [InlineData("lightgbm-binary", "num_tree_per_iteration=1", "num_tree_per_iteration=2000000000", "2000000000")]
    [InlineData("xgboost-binary", "\"gbtree\"}", "\"gblinear\"}", "gblinear")]
    [InlineData("xgboost-binary", "binary:logistic", "binary:hinge", "hinge")]
    [InlineData("xgboost-binary", "\"num_feature\":\"5\",\"num_t", "\"num_feature\":\"2000000000\",\"num_t", "2000000000")]
    [InlineData("xgboost-binary", "\"left_children\":[1", "\"left_children\":[0", "two parents")]
    [InlineData("xgboost-classes", "\"tree_info\":[0,1,2", "\"tree_info\":[0,1,7", "output 7")]
    public void Says_why_a_model_is_refused(string name, string found, string put, string reason)
    {
        var text = Encoding.UTF8.GetString(Bytes(name));
        Assert.Contains(found, text, StringComparison.Ordinal);
        var exception = Assert.Throws<DataException>(() => Read(name, Encoding.UTF8.GetBytes(text.Replace(found, put, StringComparison.Ordinal))));
        Assert.Equal("bad-model", exception.Code);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_tree_without_leaves()
    {
        var text = Encoding.UTF8.GetString(Bytes("lightgbm-binary")).Replace("num_leaves=", "num_leaves=0\nold=", StringComparison.Ordinal)
            .Replace("leaf_value=", "no_value=", StringComparison.Ordinal);
        Assert.Equal("bad-model", Assert.Throws<DataException>(() => Read("lightgbm-binary", Encoding.UTF8.GetBytes(text))).Code);
    }

    private static BoostedTrees Read(string name, byte[] bytes) => name.StartsWith("lightgbm", StringComparison.Ordinal) ? LightGbmText.Read(bytes, name) : XgboostJson.Read(bytes, name);

    private static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(s_folder, name + (name.StartsWith("lightgbm", StringComparison.Ordinal) ? ".txt" : ".json")));
}

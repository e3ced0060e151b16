using System.Globalization;
using System.Security.Cryptography;
using Kirana.Data;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Recommend;
using Kirana.Recommend.Content;
using Kirana.Recommend.Evaluation;

namespace Kirana.Tests.Areas.Recommend.Content;

public sealed class ContentVectorsTests
{
    [Fact]
    public void Without_vectors_a_model_is_byte_for_byte_what_it_was_before_there_were_any()
    {
        var data = MadeData.Grouped(users: 300, items: 150);
        var file = RecommenderFile.Write(ContentItemsTests.Learner(data.Items).Fit(data, FitContext.Default)).ToArray();
        Assert.Equal("0cd68b56a79831c2078a617aa96726d769dcea12c9d427522578cc0f5bc4d2c9", Convert.ToHexStringLower(SHA256.HashData(file)));
    }

    [Fact]
    public void New_items_without_a_word_are_found_by_their_vectors_far_more_often_than_by_chance()
    {
        var data = MadeData.Grouped(users: 200, items: 120);
        var split = ColdStart.WithheldItems(data, ColdStart.Drawn(data.ItemCount, 0.2, seed: 1), from: 8000);
        var model = new ContentItems { Embeddings = [MadeVectors.Of(data.Items)] }.Fit(split.Train, FitContext.Default);
        Assert.True(Recall(model, split) > 2 * 10.0 / data.ItemCount, $"{Recall(model, split)} by vectors");
    }

    [Fact]
    public void Vectors_add_to_words_that_tell_little()
    {
        var data = MadeData.Grouped(users: 200, items: 120);
        var split = ColdStart.WithheldItems(data, ColdStart.Drawn(data.ItemCount, 0.2, seed: 1), from: 8000);
        var words = new ContentItems { Descriptions = new ItemDescriptions(data.Items, id => new ItemDescription { Title = id[^1] < '5' ? "thing of the left" : "thing of the right" }) };
        Assert.True(Recall((words with { Embeddings = [MadeVectors.Of(data.Items)] }).Fit(split.Train, FitContext.Default), split) > 1.3 * Recall(words.Fit(split.Train, FitContext.Default), split));
    }

    [Fact]
    public void An_item_known_by_nothing_but_a_vector_stands_beside_one_that_has_words_too()
    {
        string[] titles = ["red teapot", "red teapot", "blue kite", "blue kite", "", ""];
        var data = MadeData.Of(6, [0], [2]);
        var learner = new ContentItems
        {
            Descriptions = new ItemDescriptions(data.Items, id => new ItemDescription { Title = titles[int.Parse(id[1..], CultureInfo.InvariantCulture)] }),
            Embeddings = [new ItemEmbeddings("picture", new IdMap(["i0", "i2", "i4", "i5"]), [1, 0.1f, 0, 1, 1, 0, 0, 0.9f], 2)],
        };
        var scores = Scores(learner.Fit(data, FitContext.Default), new Shopper([0], [1], [0], 0));
        Assert.True(scores[4] > scores[2] && scores[4] > scores[5], string.Join(' ', scores));
        Assert.DoesNotContain(scores, float.IsNegativeInfinity);
    }

    [Fact]
    public void A_weight_of_0_leaves_a_set_out_and_its_model_is_that_of_the_words()
    {
        var data = MadeData.Grouped();
        var words = ContentItemsTests.Learner(data.Items);
        var without = words with { Embeddings = [MadeVectors.Of(data.Items)], VectorWeights = Weights(("picture", 0)) };
        Assert.Equal(Scores(words.Fit(data, FitContext.Default), Shopper.Of(data, 3)), Scores(without.Fit(data, FitContext.Default), Shopper.Of(data, 3)));
    }

    [Fact]
    public void Of_several_sets_the_reason_names_the_one_that_speaks()
    {
        var data = MadeData.Of(6, [0], [1]);
        IdMap pictured = new(["i0", "i1", "i2"]), spoken = new(["i3", "i4", "i5"]);
        var learner = new ContentItems { Embeddings = [new("picture", pictured, [1, 0, 0, 1, 1, 0.1f], 2), new("text", spoken, [1, 0, 0, 1, 1, 0.1f], 2)] };
        var model = learner.Fit(data, FitContext.Default);
        Assert.Equal("alike:picture", model.Explain(new Shopper([0], [1], [0], 0), 2)[0].Kind);
        Assert.Equal("alike:text", model.Explain(new Shopper([3], [1], [0], 0), 5)[0].Kind);
        Assert.Empty(model.Explain(new Shopper([3], [1], [0], 0), 2));
    }

    [Fact]
    public void The_order_of_sets_changes_no_byte()
    {
        var data = MadeData.Grouped();
        var (one, other) = (MadeVectors.Of(data.Items, "picture"), MadeVectors.Of(data.Items, "text", 9, 8));
        var learner = new ContentItems { Embeddings = [one, other] };
        Assert.Equal(RecommenderFile.Write(learner.Fit(data, FitContext.Default)).ToArray(), RecommenderFile.Write((learner with { Embeddings = [other, one] }).Fit(data, FitContext.Default)).ToArray());
    }

    [Fact]
    public void Options_of_vectors_come_back_from_their_text()
    {
        var data = MadeData.Grouped();
        var learner = new ContentItems { Embeddings = [MadeVectors.Of(data.Items)], VectorWeights = Weights(("picture", 0.5)), VectorComponents = 7, Whitening = 0.25 };
        var back = Assert.IsType<ContentItems>(RecommenderLearners.Restore("content", learner.Options));
        Assert.Equal((7, 0.25, 0.5), (back.VectorComponents, back.Whitening, back.VectorWeights["picture"]));
        Assert.Equal(learner.Options, (back with { Embeddings = learner.Embeddings }).Options);
        Assert.DoesNotContain("vectors", new ContentItems().Options, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_of_the_options_of_vectors_is_named()
    {
        var data = MadeData.Grouped();
        var set = MadeVectors.Of(data.Items);
        var error = Assert.Throws<ArgumentException>(() => new ContentItems { Embeddings = [set, set], VectorWeights = Weights(("text", -1)), VectorComponents = 0, Whitening = 2 }.Fit(data, FitContext.Default));
        Assert.All(["Embeddings", "VectorWeights", "VectorComponents", "Whitening"], name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_damaged_file_of_vectors_is_refused()
    {
        var data = MadeData.Grouped();
        var learner = new ContentItems { Embeddings = [MadeVectors.Of(data.Items)] };
        foreach (var (ends, values) in new (int[], float[])[] { ([0], []), ([2], new float[78]), ([2], [.. new float[79], float.NaN]), ([], []) })
        {
            var writer = new ModelWriter("content", 1, 1);
            writer.AddStrings("items", data.Items.Ids);
            TermRows.None(40).Save(writer);
            writer.AddStrings("sets", ["picture"]);
            writer.Add("setEnds", ends);
            writer.Add("vectors", values, values.Length / 2, values.Length < 2 ? 0 : 2);
            Assert.Equal("bad-model", Assert.Throws<DataException>(() => RecommenderFile.Read(ModelReader.Parse(writer.ToArray(), "model"))).Code);
        }

        Assert.Equal("content", RecommenderFile.Read(ModelReader.Parse(RecommenderFile.Write(learner.Fit(data, FitContext.Default)).ToArray(), "model")).Kind);
    }

    private static SortedDictionary<string, double> Weights(params (string Name, double Weight)[] weights) =>
        new(weights.ToDictionary(one => one.Name, one => one.Weight, StringComparer.Ordinal), StringComparer.Ordinal);

    private static double Recall(IRecommender model, Split split) =>
        RankingEvaluation.Evaluate(model, split.Cases, [10], FitContext.Default).Metrics["recall@10"].Estimate;

    private static float[] Scores(IRecommender model, Shopper shopper)
    {
        var scores = new float[model.Items.Count];
        model.Score(shopper, scores);
        return scores;
    }
}

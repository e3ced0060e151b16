namespace Kirana.Tests.Packages;

/// <summary>The example on each page of the guide compiles against the packages, prints what its comments say, and draws the page's pictures.</summary>
public sealed class GuideTests(PackedPackages packages)
{
    [Fact]
    public async Task Examples_about_learning_print_what_they_say_and_draw_their_pictures()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var guide = Path.Combine(RepositoryFolder.Path, "docs", "guide", "learn");
        var examples = new List<Example>();
        foreach (var page in Directory.EnumerateFiles(guide, "*.md").Order(StringComparer.Ordinal))
            examples.Add(Example.Of(Path.GetFileNameWithoutExtension(page).Replace('-', '_'), await File.ReadAllTextAsync(page, cancellation)));
        examples.RemoveAll(example => example.Code.Length == 0);
        Assert.Equal(
            ["bayes", "bias_variance", "boosting", "clusters", "components", "diagnosis", "explanation", "feature_selection", "forests", "linear", "metrics", "model_files", "neighbors", "networks", "preparation", "search", "stacking", "support_vectors", "trees", "validation"],
            examples.Select(example => example.Name));

        var folder = packages.Application("guide");
        Assert.Equal(examples.SelectMany(example => example.Printed), await Example.Run(folder, examples, examples, packages));
        foreach (var picture in Directory.EnumerateFiles(guide, "*.svg"))
            Assert.Equal(
                await File.ReadAllTextAsync(picture, cancellation), await File.ReadAllTextAsync(Path.Combine(folder, Path.GetFileName(picture)), cancellation));
    }

    [Fact]
    public async Task Whole_examples_about_recommending_print_what_they_say()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var examples = new List<Example>();
        foreach (var page in Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Path, "docs", "guide", "recommend"), "*.md").Order(StringComparer.Ordinal))
            examples.Add(Example.Of(Path.GetFileNameWithoutExtension(page).Replace('-', '_'), await File.ReadAllTextAsync(page, cancellation)));
        // Older pages show a few lines that need data around them.
        examples.RemoveAll(example => !example.Code.StartsWith("using ", StringComparison.Ordinal));
        Assert.Equal(["basket_graph", "item_vectors", "linear_layer", "next_basket", "opinions", "popularity_stream", "user_neighbors"], examples.Select(example => example.Name));
        Assert.Equal(examples.SelectMany(example => example.Printed), await Example.Run(packages.Application("guide-recommend"), examples, examples, packages));
    }
}

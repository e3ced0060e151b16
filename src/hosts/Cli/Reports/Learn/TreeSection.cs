using Kirana.Learn.Trees;
using Kirana.Pictures.Reports;

namespace Kirana.Cli.Reports.Learn;

/// <summary>A decision tree, drawn.</summary>
internal static class TreeSection
{
    private const int MostLeaves = 6;

    /// <summary>Composes the section; <see langword="null"/> for other models.</summary>
    /// <param name="story">What to tell.</param>
    public static Section? Compose(LearnStory story)
    {
        if (story.Result.Model.Fitted.Model is not CartTree tree)
            return null;
        var drawn = tree.Tree.Leaves <= MostLeaves ? tree : tree.Prune(tree.PruningPath().First(step => step.Leaves <= MostLeaves).Alpha);
        var caption = drawn.Tree.Leaves == tree.Tree.Leaves
            ? "Rows for which a test holds go left"
            : $"Rows for which a test holds go left. The tree has {tree.Tree.Leaves} leaves; drawn is what pruning leaves of it, its {drawn.Tree.Leaves} most telling ones";
        return new Section("The tree",
        [
            new ItemList("In words", [.. drawn.ToRules(3).Select(rule => new ListEntry(rule))]),
            new Drawing(drawn.Tree.Leaves == 1 ? "One leaf: no test was worth it" : "Tests and what follows from them", drawn.ToSvg(3), caption),
        ]);
    }
}

using Kirana.Operate.Shops;
using Kirana.Pipelines.Serving;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;

namespace Kirana.Server.Dashboard.Parts;

/// <summary>A card that asks one question and shows the answer; a grey place while it waits, and what to do if the question failed.
/// Whatever happens in it, the rest of the page stays.</summary>
/// <typeparam name="T">The answer.</typeparam>
public sealed partial class Part<T> : ComponentBase
{
    private readonly string _id = $"part-{Guid.CreateVersion7():n}";
    private ErrorBoundary? _boundary;
    private (string Question, ShopVersion Version)? _asked;
    private bool _has;
    private T? _answer;
    private Exception? _problem;
    private string? _said;

    /// <summary>What the card shows.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>What else to know, as one quiet line.</summary>
    [Parameter]
    public string Note { get; set; } = "";

    /// <summary>The question with everything it depends on; another text is another question.</summary>
    [Parameter, EditorRequired]
    public string Question { get; set; } = "";

    /// <summary>Finds the answer.</summary>
    [Parameter, EditorRequired]
    public Func<T> Find { get; set; } = default!;

    /// <summary>Whether the answer takes some milliseconds only and is wanted as of now; others are found in the background and kept.</summary>
    [Parameter]
    public bool Quick { get; set; }

    /// <summary>About how high the answer will be, in pixels, so that nothing jumps when it comes.</summary>
    [Parameter]
    public int Height { get; set; } = 160;

    /// <summary>More classes of the card.</summary>
    [Parameter]
    public string Class { get; set; } = "";

    /// <summary>Controls beside the title.</summary>
    [Parameter]
    public RenderFragment? Actions { get; set; }

    /// <summary>Shows the answer.</summary>
    [Parameter, EditorRequired]
    public RenderFragment<T> ChildContent { get; set; } = default!;

    /// <summary>The version of the shop that is shown.</summary>
    [CascadingParameter]
    public ShopVersion Version { get; set; }

    [Inject]
    private Answers Kept { get; set; } = default!;

    [Inject]
    private ILogger<ShopServing> Log { get; set; } = default!;

    private bool Waiting => !_has && _problem is null;

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        if (_asked == (Question, Version) && !Quick)
            return Task.CompletedTask;
        return Ask();
    }

    private async Task Ask()
    {
        var asked = (Question, Version);
        if (!string.Equals(_asked?.Question, Question, StringComparison.Ordinal) || _problem is not null)
            (_has, _problem) = (false, null);
        _asked = asked;
        _boundary?.Recover();
        try
        {
            if (Quick)
                Show(Find());
            else if (Kept.TryGet<T>(Question, Version, out var known))
                Show(known);
            else
            {
                var found = await Task.Run(() => Kept.Get(asked.Question, asked.Version, Find));
                // Meanwhile something else may have been asked; its answer is on its way.
                if (_asked == asked)
                    Show(found);
            }
        }
        catch (Exception problem)
        {
            if (_asked != asked)
                return;
            // A part that asks each second would fill the log with one and the same fault.
            if (problem is not (KeyNotFoundException or Data.DataException) && !string.Equals(problem.Message, _said, StringComparison.Ordinal))
                Log.LogError(problem, "The part '{Title}' of a page failed.", Title);
            (_has, _problem, _said) = (false, problem, problem.Message);
        }
    }

    private void Show(T answer) => (_has, _answer, _problem, _said) = (true, answer, null, null);
}

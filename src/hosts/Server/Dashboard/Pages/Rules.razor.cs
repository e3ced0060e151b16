using System.Globalization;
using Kirana.Data;
using Kirana.Operate.Rules;
using Kirana.Operate.Shops;
using Kirana.Pipelines.Recommend;
using Kirana.Pipelines.Recommend.Reranking;
using Kirana.Pipelines.Serving;
using Kirana.Server.Dashboard.Wording;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Kirana.Server.Dashboard.Pages;

/// <summary>The editor of rules: checked while somebody types, with a customer's list before and after beside it. The address holds the customer;
/// the text is nobody's until it is saved.</summary>
public sealed partial class Rules : ComponentBase, IDisposable
{
    private const int UsualPlaces = 10;
    private const int Longest = 50;
    private const int MostTyped = 60_000;
    private const int MostVersions = 20;
    private const string Nothing = "{\n  \"rules\": [\n  ]\n}";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private static readonly (string Word, string Meaning)[] Words =
    [
        ("\"do\"", "exclude, require-stock (least), price-band (least, most), boost (factor), pin (place), cap (most, per brand or category)"),
        ("\"where\"", "all that is set must hold: items, category, brand, price (least, most), new-for-days; without it the rule speaks of every item"),
        ("\"from\" \"until\"", "a date such as 2026-12-01 or a moment such as 2026-12-24T18:00, in the shop's time zone"),
        ("\"lists\"", "beside rules: diversity (weight, by), taste, novelty, fatigue, explore (places, new-for-days)"),
    ];

    private IReadOnlyList<RuleVersion> _versions = [];
    private RuleVersion? _holds;
    private string _text = Nothing;
    private string _given = Nothing;
    private int _edition;
    private int _asked;
    private bool _busy;
    private CheckedRules? _checked;
    private DataException? _fault;
    private RulePreview? _preview;
    private Exception? _trouble;
    private ITimer? _later;
    private (string? User, int Places) _shown;

    /// <summary>The customer whose list is shown; nobody if missing.</summary>
    [SupplyParameterFromQuery]
    public string? User { get; set; }

    /// <summary>Places of the lists, 1 to 50; 10 by default.</summary>
    [SupplyParameterFromQuery]
    public int? K { get; set; }

    [Inject]
    private ShopServing Serving { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ISnackbar Messages { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private ShopSettings Settings => Serving.Shop.Settings;

    private int Places => Math.Clamp(K ?? UsualPlaces, 1, Longest);

    private SearchMatch? Chosen => User is null ? null : new SearchMatch(User, "", 0);

    private bool IsChanged => !string.Equals(_text, _holds?.Text ?? Nothing, StringComparison.Ordinal);

    private bool CanSave => IsChanged && _fault is null && _checked is not null;

    private string Summary
    {
        get
        {
            var (gone, came, moved) = (
                _preview!.Changes.Count(change => change.After == 0), _preview.Changes.Count(change => change.Before == 0),
                _preview.Changes.Count(change => change.Before > 0 && change.After > 0 && change.Before != change.After));
            return gone + came + moved == 0 ? "Nothing moves." : $"{gone} leave, {came} come, {moved} move.";
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _later?.Dispose();

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _later = Clock.CreateTimer(_ => _ = InvokeAsync(Examine), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Reload();
        _given = _text = _holds?.Text ?? Nothing;
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        User = string.IsNullOrEmpty(User) ? null : User;
        if (_checked is not null && _shown == (User, Places))
            return Task.CompletedTask;
        _shown = (User, Places);
        return Examine();
    }

    private void Reload()
    {
        _versions = Serving.Shop.Rules.List();
        _holds = _versions.FirstOrDefault();
    }

    private void Typed(ChangeEventArgs change)
    {
        _text = change.Value as string ?? "";
        _later!.Change(Pause, Timeout.InfiniteTimeSpan);
    }

    private Task Add(RuleDraft draft)
    {
        if (draft.AddTo(_text) is { } added)
            return Take(added);
        Messages.Add("The text has no list of rules to add to; mend it first.", Severity.Warning);
        return Task.CompletedTask;
    }

    private Task Take(string text)
    {
        (_given, _text) = (text, text);
        _edition++;
        return Examine();
    }

    private async Task Examine()
    {
        var (asked, text, user, places) = (++_asked, _text, User, Places);
        _busy = true;
        var (read, fault, preview, trouble) = await Task.Run(() => Look(text, user, places));
        // What was typed meanwhile is being looked at already.
        if (asked != _asked)
            return;
        _busy = false;
        (_checked, _fault, _trouble) = (read, fault, trouble);
        // While a rule is half typed the last list that could be made stays.
        _preview = fault is not null && string.Equals(_preview?.Before.For, user, StringComparison.Ordinal) ? _preview : preview;
        StateHasChanged();
    }

    private (CheckedRules? Read, DataException? Fault, RulePreview? Preview, Exception? Trouble) Look(string text, string? user, int places)
    {
        CheckedRules read;
        try
        {
            read = Serving.CheckRules(text);
        }
        catch (DataException fault)
        {
            return (null, fault, null, null);
        }

        try
        {
            return (read, null, user is null ? null : Serving.PreviewRules(text, user, new RecommendOptions { Count = places }), null);
        }
        catch (Exception trouble)
        {
            return (read, null, null, trouble);
        }
    }

    private async Task Save()
    {
        var (text, seen) = (_text, _holds?.Number ?? 0);
        try
        {
            var saved = await Task.Run(() => Serving.SaveRules(text, seen));
            Messages.Add($"Version {saved.Number} of the rules holds now.", Severity.Success);
        }
        catch (Exception problem) when (problem is DataException or InvalidOperationException)
        {
            Messages.Add($"Nothing was saved: {problem.Message}", Severity.Error);
        }

        Reload();
        await Examine();
    }

    private PlaceChange ChangeOf(string item) => _preview!.Changes.First(change => string.Equals(change.Item, item, StringComparison.Ordinal));

    private static RenderFragment Move(PlaceChange change) => builder =>
    {
        if (change.Before == change.After)
            return;
        builder.OpenElement(0, "span");
        builder.AddAttribute(1, "class", change.Before == 0 || change.Before > change.After ? "better" : "worse");
        builder.AddContent(2, change.Before == 0 ? "new"
            : change.Before > change.After ? string.Create(CultureInfo.InvariantCulture, $"▲ from {change.Before}") : string.Create(CultureInfo.InvariantCulture, $"▼ from {change.Before}"));
        builder.CloseElement();
    };

    private void Go(string? user, int? places = null)
    {
        var k = places ?? Places;
        Navigation.NavigateTo(Links.To("rules", ("user", user), ("k", k == UsualPlaces ? null : k.ToString(CultureInfo.InvariantCulture))));
    }
}

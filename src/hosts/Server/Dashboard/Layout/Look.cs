using MudBlazor;

namespace Kirana.Server.Dashboard.Layout;

/// <summary>What MudBlazor's parts look like. Colours come from <c>dashboard.css</c>, which knows both themes before the first paint.</summary>
internal static class Look
{
    private static readonly string[] Letters = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif"];

    /// <summary>The theme.</summary>
    public static MudTheme Theme { get; } = new()
    {
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Letters, FontSize = "0.875rem", LetterSpacing = "0" },
            Body1 = new Body1Typography { FontFamily = Letters, FontSize = "0.875rem", LetterSpacing = "0" },
            Body2 = new Body2Typography { FontFamily = Letters, FontSize = "0.875rem", LetterSpacing = "0" },
            H6 = new H6Typography { FontFamily = Letters, FontSize = "1rem", FontWeight = "620", LetterSpacing = "0" },
            Button = new ButtonTypography { FontFamily = Letters, FontSize = "0.875rem", FontWeight = "550", LetterSpacing = "0", TextTransform = "none" },
        },
    };
}

using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kirana.Operate.Shops;

namespace Kirana.Cli.Commands.Shop;

/// <summary>Writes a new shop's settings with a comment above each, for people who open the file.</summary>
internal static class SettingsTemplate
{
    /// <summary>Writes the file in one step.</summary>
    /// <param name="path">The settings' file.</param>
    /// <param name="settings">The settings of a new shop, without sources.</param>
    public static void Write(string path, ShopSettings settings)
    {
        var text = $$"""
            {
              // The layout's version; only `kirana upgrade` changes it.
              "version": {{settings.Version}},
              // The shop's name, for reports.
              "name": {{Quoted(settings.Name)}},
              // The currency of amounts that name none (ISO 4217).
              "currency": {{Quoted(settings.Currency)}},
              // The time zone of the shop's days, and of times without an offset (IANA).
              "time_zone": {{Quoted(settings.TimeZone)}},
              // The first day of the week, for weekly figures and forecasts.
              "week_start": {{Quoted(settings.WeekStart.ToString())}},
              // The market whose holidays forecasts follow: GB, US, DE, FR, IN or AE. Without it days are days.
              // "market": "GB",
              // How each source of records is read; `kirana import` adds them.
              "sources": {},
              // Item codes that are not goods: their money counts, but nobody is recommended postage. * stands for any text.
              "items": {
                "fees": [],
                "vouchers": []
              },
              // What lists are to bring: weights of the order of what is bought soonest, and of the chances of a click, the cart, a purchase, and of revenue.
              "objectives": {
                "order": {{Number(settings.Objectives.Order)}},
                "click": {{Number(settings.Objectives.Click)}},
                "cart": {{Number(settings.Objectives.Cart)}},
                "purchase": {{Number(settings.Objectives.Purchase)}},
                "revenue": {{Number(settings.Objectives.Revenue)}}
              },
              // Whether the order of lists follows what is bought between trainings.
              "live_layer": {{(settings.LiveLayer ? "true" : "false")}},
              // The scale of ratings: the worst and the best that can be given.
              "ratings": {
                "lowest": {{Number((double)settings.Ratings.Lowest)}},
                "highest": {{Number((double)settings.Ratings.Highest)}}
              }
            }

            """;
        var draft = path + ".new";
        File.WriteAllText(draft, text);
        File.Move(draft, path, overwrite: true);
    }

    private static string Number(double weight) => weight.ToString("R", CultureInfo.InvariantCulture);

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}

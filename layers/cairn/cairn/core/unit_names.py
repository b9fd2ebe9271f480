"""The names of units of measurement, those that Pint's default registry (0.25) knows: of each its name, then its other names.

Data only: importing Pint would take half a second where this takes a millisecond. `tests/unit/core/test_units.py` says how
they are read.
"""

PREFIXES = """
quecto q; ronto r; yocto y; zepto z; atto a; femto f; pico p; nano n; micro µ μ u mu mc; milli m; centi c; deci d; deca da
deka; hecto h; kilo k; mega M; giga G; tera T; peta P; exa E; zetta Z; yotta Y; ronna R; quetta Q; kibi Ki; mebi Mi; gibi Gi;
tebi Ti; pebi Pi; exbi Ei; zebi Zi; yobi Yi; semi demi; sesqui
"""

UNITS = """
LMH; RKM; UK_force_ton UK_ton_force; UK_hundredweight UK_cwt; UK_ton; US_force_ton US_ton_force; US_hundredweight US_cwt;
US_international_ampere A_US; US_international_ohm ohm_US Ω_US; US_international_volt V_US; US_therm; US_ton; abampere abA;
abcoulomb abC; aberdeen Ta; abfarad abF; abhenry abH; abohm abΩ; absiemens abS abmho; absorbance_unit AU; abvolt abV; acre;
acre_foot acre_feet; ampere A amp; ampere_hour Ah; ampere_turn At; angstrom Å ångström Å; angstrom_star Å_star;
apothecary_dram ap_dr apothecary_drachm drachm; apothecary_ounce ap_oz; apothecary_pound ap_lb; arcminute angular_minute
arc_minute arcmin; arcsecond angular_second arc_second arcsec; are; astronomical_unit au; atmosphere_liter atm_l;
atomic_mass_constant m_u; atomic_unit_of_current a_u_current; atomic_unit_of_electric_field a_u_electric_field;
atomic_unit_of_electric_field_gradient a_u_efg; atomic_unit_of_force a_u_force; atomic_unit_of_intensity a_u_intensity;
atomic_unit_of_temperature a_u_temp; atomic_unit_of_time a_u_time; avogadro_constant N_A; avogadro_number; bag; bar; barn b;
barrel bbl; barye Ba barad barie barrie baryd; baud Bd bps; becquerel Bq; beer_barrel beer_bbl; biot Bi; biot_turn; bit;
bits_per_pixel bpp; board_foot BDFT BF FBM board_feet super_feet super_foot superficial_feet superficial_foot; bohr a0 a_0
a_u_length atomic_unit_of_length bohr_radius; bohr_magneton mu_B µ_B; boiler_horsepower; boltzmann_constant k k_B;
british_thermal_unit BTU Btu Btu_iso; buckingham; bushel bu; byte B octet; cables_length; calorie cal cal_th
thermochemical_calorie; candela candle cd; carat ct; centimeter; centipoise; century centuries; chain; cicero; circular_mil
cmil; classical_electron_radius r_e; clausius Cl; common_year; conductance_quantum G_0; conventional_ampere_90 A_90;
conventional_coulomb_90 C_90; conventional_farad_90 F_90; conventional_henry_90 H_90; conventional_josephson_constant K_J90;
conventional_mercury_density ρHg; conventional_ohm_90 ohm_90 Ω_90; conventional_volt_90 V_90;
conventional_von_klitzing_constant R_K90; conventional_water_density ρH2O; conventional_watt_90 W_90; cooling_tower_ton;
coulomb C; coulomb_constant k_C; count; counts_per_second cps; css_pixel px; cubic_centimeter cc; cubic_foot cu_ft cubic_feet;
cubic_inch cu_in; cubic_yard cu_yd; cup US_liquid_cup cp liquid_cup; curie Ci; dalton Da; darcy; day d; debye D; decade;
decibel dB; decibelmicrowatt dBu; decibelmilliwatt dBm; decibelwatt dBW; decimeter; decitex; degree angular_degree arcdeg
arcdegree deg; degree_Celsius celsius degC degreeC °C; degree_Fahrenheit degF degreeF fahrenheit °F; degree_Rankine degR
degreeR rankine °R; degree_Reaumur degRe degreeRe degree_Réaumur reaumur réaumur °Re; delta_degree_Celsius delta_celsius
delta_degC delta_degreeC Δcelsius ΔdegC ΔdegreeC Δ°C; delta_degree_Fahrenheit delta_degF delta_degreeF delta_fahrenheit ΔdegF
ΔdegreeF Δfahrenheit Δ°F; delta_degree_Reaumur delta_degRe delta_degreeRe delta_degree_Réaumur delta_reaumur delta_réaumur
ΔdegRe ΔdegreeRe Δdegree_Réaumur Δreaumur Δréaumur Δ°Re; denier den; didot; dirac_constant a_u_action atomic_unit_of_action
hbar ħ; dram avdp_dram avoirdupois_dram dr; dry_barrel US_dry_barrel; dry_gallon US_dry_gallon dgal; dry_pint US_dry_pint dpi;
dry_quart US_dry_quart dqt; dtex; dyne dyn; electrical_horsepower; electron_g_factor g_e; electron_mass a_u_mass
atomic_unit_of_mass m_e; electron_volt eV electronvolt; elementary_charge e; entropy_unit eu; enzyme_unit U enzymeunit; eon;
erg; eulers_number; farad F; faraday; faraday_constant; fathom; femtometer; fermi fm; fifteen_degree_calorie cal_15; fifth
US_liquid_fifth; fine_structure_constant alpha α; first_radiation_constant c_1; fluid_dram US_fluid_dram US_liquid_dram fldr
fluidram; fluid_ounce US_fluid_ounce US_liquid_ounce floz; foot feet ft international_feet international_foot; foot_H2O
feetH2O feet_H2O ftH2O ft_H2O; foot_H2O_4C feetH2O_4C feet_H2O_4C ftH2O_4C ft_H2O_4C; foot_H2O_60F feetH2O_60F feet_H2O_60F
ftH2O_60F ft_H2O_60F; foot_Hg feetHg feet_Hg ftHg ft_Hg; foot_Hg_0C feetHg_0C feet_Hg_0C ftHg_0C ft_Hg_0C; foot_Hg_32F
feetHg_32F feet_Hg_32F ftHg_32F ft_Hg_32F; foot_Hg_60F feetHg_60F feet_Hg_60F ftHg_60F ft_Hg_60F; foot_per_second fps;
foot_pound footpound ft_lb; force_gram gf gram_force pond; force_kilogram kgf kilogram_force; force_long_ton long_ton_force;
force_metric_ton force_t metric_ton_force t_force tf; force_ounce ounce_force ozf; force_pound lbf pound_force; force_ton
force_short_ton short_ton_force ton_force; fortnight; franklin Fr esu statC statcoulomb; furlong fur; galileo Gal; gallon
US_liquid_gallon gal liquid_gallon; gamma γ; gamma_mass; gauss G; gilbert Gb; gill US_liquid_gill gi liquid_gill; grade gon
grad gradian; grain gr; gram g; gray Gy; gregorian_year; hand; hartree E_h Eh a_u_energy atomic_unit_of_energy hartree_energy;
hectare ha; henry H; hertz Hz; hogshead; horsepower UK_horsepower hp hydraulic_horsepower; hour h hr; hundredweight cwt
short_hundredweight; impedance_of_free_space Z_0 characteristic_impedance_of_vacuum; imperial_barrel UK_bbl imperial_bbl;
imperial_bushel UK_bushel imperial_bu; imperial_cup UK_cup imperial_cp; imperial_fluid_drachm imperial_fldr
imperial_fluid_dram; imperial_fluid_ounce UK_fluid_ounce imperial_floz; imperial_fluid_scruple; imperial_gallon UK_gallon
imperial_gal; imperial_gill UK_gill imperial_gi; imperial_minim; imperial_peck UK_pk imperial_pk; imperial_pint UK_pint
imperial_pt; imperial_quart UK_quart imperial_qt; inch in inches international_inch international_inches; inch_H2O inH2O
in_H2O inchesH2O inches_H2O; inch_H2O_4C inH2O_4C in_H2O_4C inchesH2O_4C inches_H2O_4C; inch_H2O_60F inH2O_60F in_H2O_60F
inchesH2O_60F inches_H2O_60F; inch_Hg inHg in_Hg inchesHg inches_Hg; inch_Hg_0C inHg_0C in_Hg_0C inchesHg_0C inches_Hg_0C;
inch_Hg_32F inHg_32F in_Hg_32F inchesHg_32F inches_Hg_32F; inch_Hg_60F inHg_60F in_Hg_60F inchesHg_60F inches_Hg_60F;
international_british_thermal_unit Btu_it; international_calorie cal_it international_steam_table_calorie; josephson_constant
K_J; joule J; jute Tj; katal kat; kelvin K degK degreeK degree_Kelvin °K; kilogram; kilometer; kilometer_per_hour KPH kph;
kilometer_per_second kps; kip; kip_per_square_inch ksi; knot international_knot kn knot_international kt; lambda λ; lambert;
langley Ly; league; leap_year; light_year lightyear ly; link li survey_link; liter L l litre ℓ; ln10; long_hundredweight;
long_ton; lumen lm; lux lx; magnetic_flux_quantum Phi_0 Φ_0; maxwell Mx; mean_international_ampere A_it;
mean_international_ohm ohm_it Ω_it; mean_international_volt V_it; mercury_density_0C ρHg_0C; mercury_density_32F ρHg_32F;
mercury_density_60F ρHg_60F; meter m metre; meter_H2O mH2O m_H2O; meter_H2O_4C mH2O_4C m_H2O_4C; meter_H2O_60F mH2O_60F
m_H2O_60F; meter_Hg mHg m_Hg; meter_Hg_0C mHg_0C m_Hg_0C; meter_Hg_32F mHg_32F m_Hg_32F; meter_Hg_60F mHg_60F m_Hg_60F;
meter_per_second mps; meter_per_second_squared; metric_horsepower; metric_ton t tonne; microgram; microliter; micrometer;
micromole; micron µ μ; mil; mile international_mile mi; mile_per_hour MPH mph; millennium millennia; milliarcsecond mas;
milligram; minim; minute min; molar M; molar_gas_constant R; mole mol; month; nautical_mile nmi; neper Np; neutron_mass m_n;
newton N; newtonian_constant_of_gravitation gravitational_constant; nit; nuclear_magneton mu_N µ_N; number_english ECC Ne NeC;
number_meter Nm; octave oct; oersted Oe ørsted; ohm Ω; oil_barrel oil_bbl; ounce avdp_ounce avoirdupois_ounce oz; parsec pc;
particle molec molecule; pascal Pa; peak_sun_hour PSH; peck pk; pennyweight dwt; percent %; permille ‰; pi π; pica
printers_pica; pint US_pint liquid_pint pt; pixel dot pel picture_element; pixels_per_centimeter PPCM; pixels_per_inch DPI PPI
dots_per_inch ppi printers_dpi; planck_constant ℎ; planck_current; planck_length; planck_mass; planck_temperature;
planck_time; point big_point bp pp printers_point; poise P; pound avdp_pound avoirdupois_pound lb; pound_force_per_square_inch
psi; poundal pdl; ppm; proton_mass m_p; quadrillion_Btu quad; quart US_liquid_quart liquid_quart qt; quarter; radian rad;
rads; reciprocal_centimeter cm_1 kayser; refractive_index_unit RIU; refrigeration_ton ton_of_refrigeration; rem;
revolutions_per_minute rpm; revolutions_per_second rps; reyn; rhe; rod perch pole rd; roentgen röntgen; rutherford Rd; rydberg
Ry; rydberg_constant R_inf R_∞; scaled_point; scruple; second s sec; second_radiation_constant c_2; shake; shot US_shot jig;
sidereal_day; sidereal_month; sidereal_year; siemens S mho; sievert Sv; slinch blob slugette; slug; sound_pressure_level SPL;
speed_of_light c c_0; square_degree sq_deg sqdeg; square_foot sq_ft square_feet; square_inch sq_in square_inches;
square_league; square_mile sq_mi; square_rod sq_perch sq_pole sq_rod; square_survey_mile section; square_yard sq_yd;
standard_atmosphere atm atmosphere; standard_gravity g0 g_0 g_n gravity; standard_liter_per_minute slm slpm; statampere statA;
statfarad statF; stathenry statH; statmho; statohm statΩ; stattesla statT; statvolt statV; statweber statWb;
stefan_boltzmann_constant sigma σ; steradian sr; stere; stilb; stokes St; stone; strain ε ϵ; survey_foot sft; survey_mile smi
us_statute_mile; svedberg; sverdrup sv; synodic_month lunar_month; tablespoon tbsp; tansec; teaspoon tsp; technical_atmosphere
at; tesla T; tex Tt; tex_cicero; tex_didot; tex_pica; tex_point; therm EC_therm thm; thermochemical_british_thermal_unit
Btu_th; thomson_cross_section sigma_e σ_e; thou mil_length th; ton short_ton; ton_TNT tTNT; tonne_of_oil_equivalent toe; torr;
townsend Td; tropical_month; tropical_year; troy_ounce ozt toz; troy_pound lbt tlb; turn circle cycle revolution;
unified_atomic_mass_unit amu u; unit_pole; vacuum_permeability magnetic_constant mu0 mu_0 µ_0; vacuum_permittivity
electric_constant eps0 eps_0 epsilon_0 ε_0; volt V; volt_ampere VA; von_klitzing_constant R_K; water_density_4C ρH2O_4C;
water_density_60F ρH2O_60F; watt W; watt_hour Wh watthour; weber Wb; week; wien_frequency_displacement_law_constant; wien_u;
wien_wavelength_displacement_law_constant; wien_x; x_unit_Cu Xu_Cu; x_unit_Mo Xu_Mo; yard international_yard yd; year a
julian_year yr; zeta ζ
"""

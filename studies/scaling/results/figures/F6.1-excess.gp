# F6.1 Loss above the known floor
# Draws F6.1-excess.svg from F6.1-excess.tsv: gnuplot F6.1-excess.gp
reset
if (!exists("output")) output = 'F6.1-excess.svg'
data = 'F6.1-excess.tsv'
set encoding utf8
set terminal svg size 1200,424 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F6_1_excess'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Loss above the known floor' at screen 0.01167, screen 0.94811 left font 'sans-serif Bold,16' tc rgb '#111111' front
set arrow from screen 0.24325, screen 0.11085 to screen 0.24325, screen 0.07311 nohead front lw 1.5 lc rgb '#0072B2'
set label '' at screen 0.24325, screen 0.09198 point pt 7 ps 0.8 lc rgb '#0072B2' front
set label 'femto (n = 4)' at screen 0.26325, screen 0.09198 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.34128, screen 0.09198 to screen 0.36795, screen 0.09198 nohead front lw 2 lc rgb '#0072B2'
set label '' at screen 0.35462, screen 0.09198 point pt 7 ps 0.6 lc rgb '#0072B2' front
set label 'femto, line' at screen 0.37462, screen 0.09198 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.46598, screen 0.11085 to screen 0.46598, screen 0.07311 nohead front lw 1.5 lc rgb '#D55E00'
set label '' at screen 0.46598, screen 0.09198 point pt 5 ps 0.8 lc rgb '#D55E00' front
set label 'pico (n = 4)' at screen 0.48598, screen 0.09198 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.56402, screen 0.09198 to screen 0.59068, screen 0.09198 nohead front lw 2 lc rgb '#D55E00'
set label '' at screen 0.57735, screen 0.09198 point pt 5 ps 0.6 lc rgb '#D55E00' front
set label 'pico, line' at screen 0.59735, screen 0.09198 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.68872, screen 0.11085 to screen 0.68872, screen 0.07311 nohead front lw 1.5 lc rgb '#009E73'
set label '' at screen 0.68872, screen 0.09198 point pt 9 ps 0.8 lc rgb '#009E73' front
set label 'nano (n = 4)' at screen 0.70872, screen 0.09198 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.22992, screen 0.04245 to screen 0.25658, screen 0.04245 nohead front lw 2 lc rgb '#009E73'
set label '' at screen 0.24325, screen 0.04245 point pt 9 ps 0.6 lc rgb '#009E73' front
set label 'nano, line' at screen 0.26325, screen 0.04245 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.35462, screen 0.06132 to screen 0.35462, screen 0.02358 nohead front lw 1.5 lc rgb '#CC79A7'
set label '' at screen 0.35462, screen 0.04245 point pt 11 ps 0.8 lc rgb '#CC79A7' front
set label 'micro (n = 4)' at screen 0.37462, screen 0.04245 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.45265, screen 0.04245 to screen 0.47932, screen 0.04245 nohead front lw 2 lc rgb '#CC79A7'
set label '' at screen 0.46598, screen 0.04245 point pt 11 ps 0.6 lc rgb '#CC79A7' front
set label 'micro, line' at screen 0.48598, screen 0.04245 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.57735, screen 0.06132 to screen 0.57735, screen 0.02358 nohead front lw 1.5 lc rgb '#E69F00'
set label '' at screen 0.57735, screen 0.04245 point pt 13 ps 0.8 lc rgb '#E69F00' front
set label 'xs (n = 4)' at screen 0.59735, screen 0.04245 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.67538, screen 0.04245 to screen 0.70205, screen 0.04245 nohead front lw 2 lc rgb '#E69F00'
set label '' at screen 0.68872, screen 0.04245 point pt 13 ps 0.6 lc rgb '#E69F00' front
set label 'xs, line' at screen 0.70872, screen 0.04245 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: total
set lmargin at screen 0.04960; set rmargin at screen 0.32000
set tmargin at screen 0.84198; set bmargin at screen 0.24764
set logscale x 10; set xrange [0.9395227492140119:8.514961459626878]
set logscale y 10; set yrange [0.4546830673624129:14.910653171447482]
set xtics norotate offset 0,0.35 ('1' 1.0, '2' 2.0, '5' 5.0) font ',12' tc rgb '#333333'
set ytics ('0.5' 0.5, '1' 1.0, '2' 2.0, '5' 5.0, '10' 10.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'total' at screen 0.04960, screen 0.87028 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'tokens of pre-training (M)' at screen 0.18480, screen 0.16981 center font 'sans-serif,13' tc rgb '#222222' front
set label 'excess loss (nats a response)' at screen 0.01500, screen 0.54481 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::0::3 using 4:5:(above($6, 0.4546830673624129)):7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::4::7 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::8::11 using 4:5:(above($6, 0.4546830673624129)):7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::12::15 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::16::19 using 4:5:(above($6, 0.4546830673624129)):7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::20::23 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::24::27 using 4:5:(above($6, 0.4546830673624129)):7 with yerrorbars pt 11 ps 0.8 lw 1.5 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::28::31 using 4:5 with linespoints pt 11 ps 0.6 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::32::35 using 4:5:(above($6, 0.4546830673624129)):7 with yerrorbars pt 13 ps 0.8 lw 1.5 lc rgb '#E69F00' notitle, \
     data skip 1 every ::36::39 using 4:5 with linespoints pt 13 ps 0.6 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::0::3 using 4:5:(sprintf('femto (n = 4): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::4::7 using 4:5:(sprintf('femto, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::8::11 using 4:5:(sprintf('pico (n = 4): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::12::15 using 4:5:(sprintf('pico, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::16::19 using 4:5:(sprintf('nano (n = 4): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::20::23 using 4:5:(sprintf('nano, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::24::27 using 4:5:(sprintf('micro (n = 4): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::28::31 using 4:5:(sprintf('micro, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::32::35 using 4:5:(sprintf('xs (n = 4): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::36::39 using 4:5:(sprintf('xs, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 2: full traces
set lmargin at screen 0.37363; set rmargin at screen 0.65333
set tmargin at screen 0.84198; set bmargin at screen 0.24764
set logscale x 10; set xrange [0.9395227492140119:8.514961459626878]
set logscale y 10; set yrange [0.005443506836330058:30.153028084400077]
set xtics norotate offset 0,0.35 ('1' 1.0, '2' 2.0, '5' 5.0) font ',12' tc rgb '#333333'
set ytics ('0.01' 0.01, '0.1' 0.1, '1' 1.0, '10' 10.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'full traces' at screen 0.37363, screen 0.87028 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'tokens of pre-training (M)' at screen 0.51348, screen 0.16981 center font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::40::43 using 4:5:(above($6, 0.005443506836330058)):7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::44::47 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::48::51 using 4:5:(above($6, 0.005443506836330058)):7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::52::55 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::56::59 using 4:5:(above($6, 0.005443506836330058)):7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::60::63 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::64::67 using 4:5:(above($6, 0.005443506836330058)):7 with yerrorbars pt 11 ps 0.8 lw 1.5 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::68::71 using 4:5 with linespoints pt 11 ps 0.6 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::72::75 using 4:5:(above($6, 0.005443506836330058)):7 with yerrorbars pt 13 ps 0.8 lw 1.5 lc rgb '#E69F00' notitle, \
     data skip 1 every ::76::79 using 4:5 with linespoints pt 13 ps 0.6 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::40::43 using 4:5:(sprintf('femto (n = 4): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::44::47 using 4:5:(sprintf('femto, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::48::51 using 4:5:(sprintf('pico (n = 4): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::52::55 using 4:5:(sprintf('pico, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::56::59 using 4:5:(sprintf('nano (n = 4): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::60::63 using 4:5:(sprintf('nano, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::64::67 using 4:5:(sprintf('micro (n = 4): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::68::71 using 4:5:(sprintf('micro, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::72::75 using 4:5:(sprintf('xs (n = 4): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::76::79 using 4:5:(sprintf('xs, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 3: bare answers
set lmargin at screen 0.70127; set rmargin at screen 0.98667
set tmargin at screen 0.84198; set bmargin at screen 0.24764
set logscale x 10; set xrange [0.9395227492140119:8.514961459626878]
set logscale y 10; set yrange [0.6496929401597851:1.1630823301767308]
set xtics norotate offset 0,0.35 ('1' 1.0, '2' 2.0, '5' 5.0) font ',12' tc rgb '#333333'
set ytics ('0.7' 0.7000000000000001, '0.8' 0.8, '0.9' 0.9, '1.0' 1.0, '1.1' 1.1) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'bare answers' at screen 0.70127, screen 0.87028 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'tokens of pre-training (M)' at screen 0.84397, screen 0.16981 center font 'sans-serif,13' tc rgb '#222222' front
set arrow from graph 0, first 0.9406482647787449 to graph 1, first 0.9406482647787449 nohead front lw 1 lc rgb '#777777' dt (5,4)
set label 'guesses' at graph 0.99, first 0.9406482647787449 right offset 0,0.5 font ',11' tc rgb '#666666' front
plot data skip 1 every ::80::83 using 4:5:(above($6, 0.6496929401597851)):7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::84::87 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::88::91 using 4:5:(above($6, 0.6496929401597851)):7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::92::95 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::96::99 using 4:5:(above($6, 0.6496929401597851)):7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::100::103 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::104::107 using 4:5:(above($6, 0.6496929401597851)):7 with yerrorbars pt 11 ps 0.8 lw 1.5 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::108::111 using 4:5 with linespoints pt 11 ps 0.6 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::112::115 using 4:5:(above($6, 0.6496929401597851)):7 with yerrorbars pt 13 ps 0.8 lw 1.5 lc rgb '#E69F00' notitle, \
     data skip 1 every ::116::119 using 4:5 with linespoints pt 13 ps 0.6 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::80::83 using 4:5:(sprintf('femto (n = 4): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::84::87 using 4:5:(sprintf('femto, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::88::91 using 4:5:(sprintf('pico (n = 4): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::92::95 using 4:5:(sprintf('pico, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::96::99 using 4:5:(sprintf('nano (n = 4): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::100::103 using 4:5:(sprintf('nano, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::104::107 using 4:5:(sprintf('micro (n = 4): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::108::111 using 4:5:(sprintf('micro, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::112::115 using 4:5:(sprintf('xs (n = 4): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::116::119 using 4:5:(sprintf('xs, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
